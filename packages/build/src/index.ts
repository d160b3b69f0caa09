export type { Carrier, VerstampOptions } from './options.ts';

export { resolveIdentity } from './stamp/identity.ts';
export type { Identity } from './stamp/identity.ts';
export { resolveStamp } from './stamp/resolve.ts';
export type { StampInput } from './stamp/resolve.ts';
export { readCommit } from './stamp/commit.ts';

export { digestFile } from './output/digest.ts';
export type { Blanks, DerivedBlank } from './output/digest.ts';
export { resolveBlanks } from './output/blanks.ts';
export type { BlankInput } from './output/blanks.ts';
export { createReader } from './output/reader.ts';
export type { Reader } from './output/reader.ts';
export { findStamps } from './output/positions.ts';
export { parseFilesRecord, parseStampRecord } from './output/parse-record.ts';
export { readFilesRecord, readStampRecord } from './output/read-record.ts';
export { DIGESTS_FILE, STAMP_FILE } from './output/record.ts';
export type {
  Derivation,
  DerivationKind,
  FileDigest,
  FilesRecord,
  StampKind,
  StampPosition,
  StampRecord,
} from './output/record.ts';
