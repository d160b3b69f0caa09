/** How many reloads a reloaded page assumes if nothing can be kept: the next reload is far, but comes. */
const ASSUMED_RELOADS = 4;

/** Remembers a value beyond the page. Storage that throws, is full, or is not there, is lived without. */
export function remember(key: string, value: unknown): void {
  try {
    sessionStorage[key] = value;
  } catch {
    // The caller keeps the value as long as the page lives.
  }
}

/** Recalls a value as the text that was kept of it; `undefined` if there is none. */
export function recall(key: string): string | undefined {
  try {
    return sessionStorage[key];
  } catch {
    return undefined;
  }
}

/** Recalls how many reloads brought back a build. */
export function recallReloads(key: string): number {
  try {
    // Written at once: full storage can be read, and would forget every reload.
    return Number((sessionStorage[key] ??= 0)) || 0;
  } catch {
    const [entry] = performance.getEntriesByType(
      'navigation',
    ) as readonly Partial<PerformanceNavigationTiming>[];
    return entry?.type === 'reload' ? ASSUMED_RELOADS : 0;
  }
}
