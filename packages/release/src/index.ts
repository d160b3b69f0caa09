export { guardRelease } from './guard.ts';
export type { GuardOptions, GuardReport } from './guard.ts';

export { guardSince } from './since.ts';
export type { SinceOptions, SinceReport } from './since.ts';

export { adoptReleases } from './adopt.ts';
export type { AdoptedRelease, AdoptOptions } from './adopt.ts';

export { concludeGuard, decide } from './decide.ts';
export type { Candidate, Fact, GuardProblem, GuardVerdict, Judgement } from './decide.ts';

export { digestContent } from './content.ts';
export type { FileContent, PackageContent } from './content.ts';
export { compareContents } from './comparison.ts';
export type { Comparison, SameBytes } from './comparison.ts';
export { readTarball } from './tarball.ts';
export type { TarballFile, TarballFiles } from './tarball.ts';
export { TARBALL_BOUNDS } from './bounds.ts';
export type { TarballBounds } from './bounds.ts';

export { PATIENCE } from './registry/transport.ts';
export type { Patience } from './registry/transport.ts';

export type { Flaw, InspectedFiles, Sighting } from './inspected.ts';
export { inspectFiles } from './inspection.ts';
export type { Inspection } from './inspection.ts';
export { findStamps } from './find-stamps.ts';
export type { FoundStamp } from './find-stamps.ts';

export { releaseWorkspace } from './transaction/release.ts';
export type { ReleaseReport } from './transaction/finish.ts';
export type { ReleaseOptions } from './transaction/scene.ts';
export type { ReleaseTag } from './transaction/tags.ts';
export type { ClaimTimes } from './transaction/hold.ts';
export type { ReadBackTimes } from './transaction/read-back.ts';
export { findReceipt } from './transaction/receipt.ts';
export type { ReceiptQuestion } from './transaction/receipt.ts';
