/** What a page that was reloaded assumes where nothing can be kept: the next reload is far, but comes. */
const ASSUMED_RELOADS = 4;

/** Recalls how many reloads brought back a build. Storage that throws, is full, or is not there, is lived without. */
export function recallReloads(build: string): number {
  try {
    // Written at once: full storage can be read, and would forget every reload.
    return Number((sessionStorage[build] ??= 0)) || 0;
  } catch {
    const [entry] = performance.getEntriesByType(
      'navigation',
    ) as readonly Partial<PerformanceNavigationTiming>[];
    return entry?.type === 'reload' ? ASSUMED_RELOADS : 0;
  }
}

/** Remembers how many reloads brought back a build, beyond the page where storage allows it. */
export function rememberReloads(build: string, reloads: number): void {
  try {
    sessionStorage[build] = reloads;
  } catch {
    // It was not to be had when it was asked first, and is not now.
  }
}
