/** What is put out: a site, a server in hashed chunks, or a server in files whose names do not change. */
export type Output = 'site' | 'server' | 'file';

/** One build. */
export interface BuildRequest {
  readonly root: string;
  readonly folder: string;
  readonly output: Output;
  readonly pages: readonly string[];
  /** The contender's plugins, of this bundler's kind. */
  readonly plugins: readonly object[];
  /** Constants that the bundler itself puts in. */
  readonly define: Readonly<Record<string, string>>;
}

/** Builds, and gives what else runs for it. */
export type Build = (request: BuildRequest) => Promise<unknown>;

/** Where files whose names are hashes stand. */
export const HASHED_FOLDER = 'assets';

/** File names in Rollup's notation. */
export function rollupNames(output: Output) {
  if (output === 'file') return { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' };
  const hashed = `${HASHED_FOLDER}/[name]-[hash].js`;
  return { entryFileNames: output === 'server' ? '[name].js' : hashed, chunkFileNames: hashed };
}
