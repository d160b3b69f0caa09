// Some libraries have no types that compile here; packages that import this one from source must see ours.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="untyped-libraries.d.ts" />
export type { Environment } from './environment.ts';

export type { GuardReport } from './guard/examine.ts';
export { guardRelease } from './guard/guard.ts';
export type { GuardOptions } from './guard/guard.ts';

export { guardSince } from './guard/since.ts';
export type { SinceOptions, SinceReport } from './guard/since.ts';

export { adoptReleases } from './guard/adopt.ts';
export type { AdoptedRelease, AdoptOptions } from './guard/adopt.ts';

export { decide } from './guard/decision/decide.ts';
export type { Candidate } from './guard/decision/candidate.ts';
export type { Fact } from './guard/facts/fact.ts';
export { concludeGuard } from './guard/decision/judgement.ts';
export type { Consequence, DecideOptions, JudgedPackage, Judgement } from './guard/decision/judgement.ts';
export type { GuardProblem, GuardVerdict, Ruling } from './guard/decision/ruling.ts';

export { digestContent } from './tarball/content.ts';
export type { FileContent, PackageContent } from './tarball/content.ts';
export { compareContents } from './tarball/comparison.ts';
export type { Comparison, SameBytes } from './tarball/comparison.ts';
export { readTar } from './tarball/tar.ts';
export { readTarball } from './tarball/tarball.ts';
export type { TarballFile, TarballFiles } from './tarball/tarball.ts';
export { TARBALL_BOUNDS } from './tarball/bounds.ts';
export type { TarballBounds } from './tarball/bounds.ts';

export type { OpenRegistryOptions } from './registry/open-registry.ts';
export { PATIENCE } from './registry/transport/transport.ts';
export type { Patience } from './registry/transport/transport.ts';

export type { Flaw, InspectedFiles, Sighting } from './inspection/inspected.ts';
export { inspectFiles } from './inspection/inspection.ts';
export type { Inspection } from './inspection/inspection.ts';
export { scanForStamps } from './inspection/scan-stamps.ts';
export type { FoundStamp } from './inspection/scan-stamps.ts';

export { git } from './git/git.ts';
export type { GitOutput } from './git/git.ts';

export { hasChangesets } from './workspace/has-changesets.ts';
export { detectManager, nameManager, type PackageManager } from './workspace/manager.ts';
export { findTagNameProblem } from './workspace/tag-name.ts';
export { readManifest } from './workspace/manifest.ts';
export type { Manifest } from './workspace/manifest.ts';
export { findPackages } from './workspace/packages.ts';
export type { FoundPackages } from './workspace/pnpm-workspace.ts';

export { releaseWorkspace } from './transaction/release.ts';
export type { ReleaseReport } from './transaction/finish.ts';
export type { ReleaseOptions } from './transaction/open-context.ts';
export type { ReleaseTag } from './transaction/tags/tags.ts';
export type { ClaimTimes } from './transaction/claim/held-claim.ts';
export type { ReadBackTimes } from './transaction/upload/judge.ts';
export { openReleaseLedger } from './ledger/open-ledger.ts';
export type { RecordedRelease } from './ledger/records.ts';
export { findReceipt } from './ledger/receipt.ts';
export type { ReceiptQuestion } from './ledger/receipt.ts';
