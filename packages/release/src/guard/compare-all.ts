import type { Release } from '@verstamp/build/revision';
import { packPackages } from '../pack/pack.ts';
import { openPacked, type PackedTarball } from '../pack/packed.ts';
import { readPlannedTarball, type PlannedRelease } from '../pack/plan.ts';
import { runPool } from '../pool.ts';
import type { Published } from '../registry/answer.ts';
import { isPromised, listStrong } from '../registry/integrity.ts';
import type { Registry } from '../registry/registry.ts';
import { digestContent, type PackageContent } from '../tarball/content.ts';
import { readTarball } from '../tarball/tarball.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import { compareContents } from './comparison.ts';
import { countPackages, toUnreachable, type Found } from './facts.ts';
import type { Fact } from './judgement.ts';
import { recordKey, type Records } from './recorded.ts';
import { alignRanges, type Siblings } from './siblings.ts';
import { findUnsoundness } from './soundness.ts';

/** What a comparison with the registry is made from. */
export interface Gathering {
  readonly workspace: Workspace;
  /** What the plan publishes; `undefined` where the workspace itself is the plan. */
  readonly releases: readonly PlannedRelease[] | undefined;
  /** Tarballs that were packed already, so that nothing is packed twice. */
  readonly packed?: readonly PlannedRelease[];
  readonly registry: Registry;
  readonly found: Found;
  /** Everything on record, which the registry is held against; `undefined` where no ledger was asked. */
  readonly records?: Records | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onProgress: (line: string) => void;
}

/**
 * Compares every published version with what would be published, and checks every tarball that would go out.
 *
 * @throws VerstampError `PLAN_INVALID`, `PACK_FAILED`, `TARBALL_INVALID`.
 */
export async function comparePublished(gathering: Gathering): Promise<ReadonlyMap<string, Fact>> {
  const { workspace, found, registry, records, onProgress } = gathering;
  const open = workspace.packages.filter(({ name }) => isOpen(found.get(name)));
  if (open.length) onProgress(`Packing and comparing ${countPackages(open.length)}.`);
  const local = await readLocal(gathering, open);
  const siblings = new Map(workspace.packages.map(({ name, version }) => [name, version]));
  const facts = await runPool(open, async (pkg): Promise<readonly (readonly [string, Fact])[]> => {
    const answer = found.get(pkg.name);
    const packed = local.get(pkg.name);
    if (!answer || !packed) return [];
    if (answer.kind === 'absent') {
      return [[pkg.name, { kind: 'free', unsound: findUnsoundness(await packed.read(), pkg) }]];
    }
    if (answer.kind !== 'present') return [];
    const record = records?.get(recordKey(pkg));
    const comparing = { pkg, answer, packed, record, registry, siblings };
    const fact = await compareWithPublished(comparing).catch(toUnreachable);
    // What is the same as published does not go out, and works as well as that does.
    if (fact.kind !== 'published' || fact.comparison.kind !== 'different') return [[pkg.name, fact]];
    return [[pkg.name, { ...fact, unsound: findUnsoundness(await packed.read(), pkg) }]];
  });
  return new Map(facts.flat());
}

function isOpen(answer: ReturnType<Found['get']>): boolean {
  return answer?.kind === 'present' || answer?.kind === 'absent';
}

/** What would be published: the plan's own tarballs, and a fresh packing of all others. */
async function readLocal(
  { workspace, releases = [], packed: ready = [], found, env }: Gathering,
  packages: readonly WorkspacePackage[],
): Promise<ReadonlyMap<string, PackedTarball>> {
  const contents = new Map<string, PackedTarball>();
  const wanted = new Set(packages.map(({ name }) => name));
  const isWanted = ({ name }: PlannedRelease) => wanted.has(name);
  // All of them, the new ones too: a swapped tarball is found before anything goes out.
  for (const release of [...releases, ...ready.filter(isWanted)]) {
    contents.set(release.name, openPacked(await readPlannedTarball(release), release.tarball));
  }
  const rest = packages.filter(({ name }) => !contents.has(name));
  const packed = await packPackages(workspace, rest, { env, promised: listPromised(found) });
  for (const [name, one] of packed) contents.set(name, one);
  return contents;
}

/** The integrity of every version that is published, by name. */
function listPromised(found: Found): ReadonlyMap<string, string> {
  return new Map(
    [...found].flatMap(([name, answer]) =>
      answer.kind === 'present' ? [[name, answer.integrity] as const] : [],
    ),
  );
}

/** A package that is published, and what it is compared with. */
interface Comparing {
  readonly pkg: WorkspacePackage;
  readonly answer: Published & { readonly kind: 'present' };
  readonly packed: PackedTarball;
  readonly record: Release | undefined;
  readonly registry: Registry;
  readonly siblings: Siblings;
}

async function compareWithPublished(comparing: Comparing): Promise<Fact> {
  const { pkg, answer, packed, registry, siblings } = comparing;
  const isSame = isPromised(packed.integrity, answer.integrity);
  if (isSame && !isDoubted(comparing)) {
    return { kind: 'published', comparison: { kind: 'bytes', integrity: packed.integrity } };
  }
  const local = await packed.read();
  const content = digestContent(local);
  if (isSame || isRecorded(content, comparing)) {
    return { kind: 'published', comparison: { kind: 'same', digest: content.digest } };
  }
  const bytes = await registry.download(pkg, answer);
  const files = await readTarball(bytes, `${pkg.name}@${pkg.version}`);
  const published = digestContent(files);
  const comparison = compareContents(published, content);
  if (comparison.kind === 'same') return { kind: 'published', comparison };
  const aligned = await alignRanges(files, { local, siblings });
  const again = aligned && compareContents(digestContent(aligned), content);
  // What is on record is the digest of the published bytes.
  if (again?.kind === 'same') {
    return { kind: 'published', comparison: { kind: 'same', digest: published.digest } };
  }
  return { kind: 'published', comparison };
}

/** A ledger has other bytes on record: whether their content was the same is seen by its digest alone. */
function isDoubted({ answer: { integrity }, record }: Comparing): boolean {
  return record !== undefined && record.integrity !== integrity;
}

/** A ledger has on record what was computed from the bytes of this integrity; what a package says of itself counts nowhere. */
function isRecorded(
  { digest }: PackageContent,
  { answer: { integrity }, record }: Pick<Comparing, 'answer' | 'record'>,
): boolean {
  return record?.integrity === integrity && record.digest === digest && listStrong(integrity).length > 0;
}
