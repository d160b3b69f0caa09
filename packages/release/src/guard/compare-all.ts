import type { Environment } from '../environment.ts';
import { keyOf, type Records } from '../ledger/records.ts';
import { packPackages } from '../pack/pack.ts';
import { openPacked, type PackedTarball } from '../pack/packed.ts';
import { readPlannedTarball, type PlannedRelease } from '../pack/plan.ts';
import { runPool } from '../pool.ts';
import type { Registry } from '../registry/registry.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import { toUnreachable, type RegistryAnswers } from './ask-registry.ts';
import { compareOne } from './compare-one.ts';
import { countPackages } from './count-packages.ts';
import type { Fact } from './fact.ts';
import { findUnsoundness } from './soundness.ts';

/** Options of comparing packages with a registry. */
export interface CompareOptions {
  readonly workspace: Workspace;
  /** What the plan publishes; `undefined` if the workspace itself is the plan. */
  readonly releases: readonly PlannedRelease[] | undefined;
  /** Tarballs that were packed already, so that nothing is packed twice. */
  readonly packed?: readonly PlannedRelease[];
  readonly registry: Registry;
  readonly answers: RegistryAnswers;
  /** Everything on record, which the registry is compared with; `undefined` if no ledger was asked. */
  readonly records?: Records | undefined;
  readonly env: Environment;
  readonly onProgress: (line: string) => void;
}

/**
 * Compares every published version with what would be published, and checks every tarball that would go out.
 *
 * @throws VerstampError `TARBALL_CHANGED`, `PACK_FAILED`, `TARBALL_INVALID`.
 */
export async function comparePublished(options: CompareOptions): Promise<ReadonlyMap<string, Fact>> {
  const { workspace, answers, registry, records, onProgress } = options;
  const open = workspace.packages.filter(({ name }) => isOpen(answers.get(name)));
  if (open.length) onProgress(`Packing and comparing ${countPackages(open.length)}.`);
  const local = await readLocal(options, open);
  const siblings = new Map(workspace.packages.map(({ name, version }) => [name, version]));
  const facts = await runPool(open, async (pkg): Promise<readonly (readonly [string, Fact])[]> => {
    const answer = answers.get(pkg.name);
    const packed = local.get(pkg.name);
    if (!answer || !packed) return [];
    if (answer.kind === 'absent') {
      return [[pkg.name, { kind: 'free', unsound: findUnsoundness(await packed.read(), pkg) }]];
    }
    if (answer.kind !== 'present') return [];
    const record = records?.get(keyOf(pkg));
    const comparing = { pkg, answer, packed, record, registry, siblings };
    const fact = await compareOne(comparing).catch(toUnreachable);
    // What is the same as published does not go out, and works as well as that does.
    if (fact.kind !== 'published' || fact.comparison.kind !== 'different') return [[pkg.name, fact]];
    return [[pkg.name, { ...fact, unsound: findUnsoundness(await packed.read(), pkg) }]];
  });
  return new Map(facts.flat());
}

function isOpen(answer: ReturnType<RegistryAnswers['get']>): boolean {
  return answer?.kind === 'present' || answer?.kind === 'absent';
}

/** What would be published: the plan's own tarballs, and a fresh packing of all others. */
async function readLocal(
  { workspace, releases = [], packed: ready = [], answers, env, onProgress: say }: CompareOptions,
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
  const packed = await packPackages(workspace, rest, { env, say, promised: listPromised(answers) });
  for (const [name, one] of packed) contents.set(name, one);
  return contents;
}

/** The integrity of every version that is published, by name. */
function listPromised(answers: RegistryAnswers): ReadonlyMap<string, string> {
  return new Map(
    [...answers].flatMap(([name, answer]) =>
      answer.kind === 'present' ? [[name, answer.integrity] as const] : [],
    ),
  );
}
