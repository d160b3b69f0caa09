/** The files of an output, by whether a stamp may change them. */
export interface SplitFiles {
  readonly paths: readonly string[];
  /** Those whose names are hashes, and their source maps: nothing in them follows from the stamp. */
  readonly unstamped: readonly string[];
}

/** Splits the files of an output. */
export function splitFiles(files: Iterable<string>, isHashed: (file: string) => boolean): SplitFiles {
  const { paths = [], unstamped = [] } = Object.groupBy(files, (file) =>
    isHashed(file) ? 'unstamped' : 'paths',
  );
  return { paths, unstamped };
}
