/** Tells whether a changed file of a package counts, by its path in the package. */
export type FileFilter = (path: string) => boolean;

/** Creates the filter that `changedFilePatterns` of Changesets stand for: each pattern adds files, or takes some away again. */
export async function createFileFilter(patterns: readonly string[]): Promise<FileFilter> {
  const { default: picomatch } = await import('picomatch');
  const matchers = patterns.map((pattern) => picomatch(pattern, undefined, true));
  return (path) =>
    matchers.reduce(
      // One that takes away matches what it leaves.
      (counts, match) => (counts === match.state.negated ? match(path) : counts),
      false,
    );
}
