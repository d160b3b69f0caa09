/** The part of a web storage that is used. */
export type MemoryStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** How many reloads brought back the same build; what another build has written counts for nothing. */
export interface ReloadMemory {
  readonly count: () => number;
  readonly add: () => void;
}

/** What a page that was reloaded assumes where nothing can be kept: the next reload is far, but comes. */
const ASSUMED_RELOADS = 4;

/** Opens the memory that outlives a reload. Storage that throws, or is not there, is lived without. */
export function openMemory(name: string, version = '', storage?: MemoryStorage): ReloadMemory {
  const key = `verstamp:${name}`;
  let count = 0;
  const keep = (): void => (storage ?? sessionStorage).setItem(key, `${version} ${count}`);
  try {
    const [build, kept] = (storage ?? sessionStorage).getItem(key)?.split(' ') ?? [];
    if (build === version) count = Number(kept) || 0;
    // Full storage can be read but not written, and would forget every reload.
    keep();
  } catch {
    const [entry] = performance.getEntriesByType(
      'navigation',
    ) as readonly Partial<PerformanceNavigationTiming>[];
    if (entry?.type === 'reload') count = ASSUMED_RELOADS;
  }
  return {
    count: () => count,
    add: () => {
      count++;
      try {
        keep();
      } catch {
        // It was not to be had when it was opened, and is not now.
      }
    },
  };
}
