/** The names that an output's files get, as Vite, Rollup and Rolldown take them. */
export interface OutputNames {
  readonly entryFileNames?: unknown;
  readonly chunkFileNames?: unknown;
}

/** Whether a pattern for file names holds a hash; one that is computed is taken to. */
export function isHashedPattern(names: unknown): boolean {
  return typeof names !== 'string' || /\[hash(:\w+)?\]/.test(names);
}
