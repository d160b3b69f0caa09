/** What a tarball may hold at most; beyond it nothing is read on. */
export interface TarballBounds {
  /** @default 256 MiB */
  readonly packedBytes: number;
  /** @default 768 MiB */
  readonly unpackedBytes: number;
  /** How many. @default 100 000 */
  readonly files: number;
}

const MIB = 2 ** 20;

/** The bounds that hold unless others are given. */
export const TARBALL_BOUNDS: TarballBounds = {
  packedBytes: 256 * MIB,
  unpackedBytes: 768 * MIB,
  files: 100_000,
};
