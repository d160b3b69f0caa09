/** The most that a tarball may hold; reading stops beyond it. */
export interface TarballBounds {
  /** @default 256 MiB */
  readonly packedBytes: number;
  /** @default 768 MiB */
  readonly unpackedBytes: number;
  /** How many. @default 100 000 */
  readonly files: number;
}

const MIB = 2 ** 20;

/** The default bounds. */
export const TARBALL_BOUNDS: TarballBounds = {
  packedBytes: 256 * MIB,
  unpackedBytes: 768 * MIB,
  files: 100_000,
};
