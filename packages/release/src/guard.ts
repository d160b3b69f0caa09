import { VerstampError } from '@verstamp/core';
import type { registryUnreachable } from '@verstamp/core/problems';
import { readCovered } from './changesets.ts';
import { compareContents } from './comparison.ts';
import { digestContent, type PackageContent } from './content.ts';
import { concludeGuard, decide, type Candidate, type Fact, type Judgement } from './decide.ts';
import { packPackages } from './pack.ts';
import { readPackFolder, readPlannedTarball, type PlannedRelease } from './plan.ts';
import { runPool } from './pool.ts';
import type { Published } from './registry/answer.ts';
import { createRegistry, type Registry } from './registry/registry.ts';
import { readRegistrySettings } from './registry/settings.ts';
import { createTransport, PATIENCE, type Patience } from './registry/transport.ts';
import { readTarball } from './tarball.ts';
import { readWorkspace, type Workspace, type WorkspacePackage } from './workspace.ts';

/** What the guard is to look at. */
export interface GuardOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that `changeset pack --out-dir` wrote; without it the workspace itself is the plan. */
  readonly planFolder?: string | undefined;
  /**
   * Believes "not found" of a scoped package that is asked for without credentials.
   * @default false
   */
  readonly believeNew?: boolean;
  /** @default 10 s without progress, one more try */
  readonly patience?: Patience;
  /** Hears what is being done, for people. */
  readonly onProgress?: (line: string) => void;
}

/** What the guard found. */
export interface GuardReport {
  /** Whether the release may go out, may not, or nobody knows. */
  readonly conclusion: Judgement['effect'];
  /** Where the plan came from. */
  readonly plan: 'changesets' | 'workspace';
  readonly packages: readonly Judgement[];
  /** What could not be known in this set-up. */
  readonly limits: readonly string[];
}

const NO_LEDGER =
  'No ledger is asked: a version that was removed from the registry without a trace counts as free.';

/**
 * Decides, for a whole workspace, whether what would be published may be. Nothing is published.
 *
 * @throws VerstampError `WORKSPACE_INVALID`, `PLAN_INVALID`, `PACK_FAILED`, `TARBALL_INVALID`; a
 * registry that does not answer is a verdict.
 */
export async function guardRelease(options: GuardOptions): Promise<GuardReport> {
  const { cwd, env, planFolder, onProgress = () => undefined, patience = PATIENCE } = options;
  const workspace = await readWorkspace(cwd);
  const releases =
    planFolder === undefined ? undefined : await readPackFolder(planFolder, workspace.packages);
  const settings = await readRegistrySettings(workspace.root, workspace.manager, env);
  const transport = createTransport(settings.connection, patience);
  try {
    const believeHidden = (subject: Pick<WorkspacePackage, 'manifest'>) =>
      options.believeNew === true || isPublic(subject);
    const registry = createRegistry(settings, transport, { believeHidden });
    onProgress(`Asking the registry about ${count(workspace.packages.length)}.`);
    const found = await findAll(workspace.packages, registry);
    const facts = await gatherFacts({ workspace, releases, registry, found, env, onProgress });
    const candidates = await listCandidates(workspace, releases, facts);
    const packages = decide(candidates, facts);
    const plan = releases || workspace.changesets ? 'changesets' : 'workspace';
    return { conclusion: concludeGuard(packages), plan, packages, limits: [NO_LEDGER] };
  } finally {
    transport.close();
  }
}

type Found = ReadonlyMap<string, Published | (Fact & { readonly kind: 'unreachable' })>;

async function findAll(packages: readonly WorkspacePackage[], registry: Registry): Promise<Found> {
  const found = await runPool(packages, async (pkg) => {
    const answer = await registry.find(pkg).catch(toUnreachable);
    return [pkg.name, answer] as const;
  });
  return new Map(found);
}

interface Gathering {
  readonly workspace: Workspace;
  readonly releases: readonly PlannedRelease[] | undefined;
  readonly registry: Registry;
  readonly found: Found;
  readonly env: GuardOptions['env'];
  readonly onProgress: (line: string) => void;
}

async function gatherFacts(gathering: Gathering): Promise<ReadonlyMap<string, Fact>> {
  const { workspace, found, registry, onProgress } = gathering;
  const present = workspace.packages.filter(({ name }) => found.get(name)?.kind === 'present');
  if (present.length) onProgress(`Packing and comparing ${count(present.length)} already published.`);
  const local = await readLocal(gathering, present);
  const facts = await runPool(workspace.packages, async (pkg) => {
    const answer = found.get(pkg.name);
    const content = local.get(pkg.name);
    if (answer?.kind !== 'present' || !content) return [pkg.name, toFact(answer)] as const;
    const fact = await compareWithPublished({ pkg, answer, content, registry }).catch(toUnreachable);
    return [pkg.name, fact] as const;
  });
  return new Map(facts.flatMap(([name, fact]) => (fact ? [[name, fact] as const] : [])));
}

/** What would be published: the plan's own tarballs, and a fresh packing of all others. */
async function readLocal(
  { workspace, releases = [], env }: Gathering,
  packages: readonly WorkspacePackage[],
): Promise<ReadonlyMap<string, PackageContent>> {
  const contents = new Map<string, PackageContent>();
  // All of them, the new ones too: a swapped tarball is found before anything goes out.
  for (const release of releases) {
    const bytes = await readPlannedTarball(release);
    contents.set(release.name, digestContent(readTarball(bytes, release.tarball)));
  }
  const rest = packages.filter(({ name }) => !contents.has(name));
  const packed = await packPackages(workspace, rest, { env });
  for (const [name, files] of packed) contents.set(name, digestContent(files));
  return contents;
}

async function compareWithPublished({
  pkg,
  answer,
  content,
  registry,
}: {
  readonly pkg: WorkspacePackage;
  readonly answer: Published & { readonly kind: 'present' };
  readonly content: PackageContent;
  readonly registry: Registry;
}): Promise<Fact> {
  const bytes = await registry.download(pkg, answer);
  const published = digestContent(readTarball(bytes, `${pkg.name}@${pkg.version}`));
  return { kind: 'published', comparison: compareContents(published, content) };
}

async function listCandidates(
  { root, changesets, packages }: Workspace,
  releases: readonly PlannedRelease[] | undefined,
  facts: ReadonlyMap<string, Fact>,
): Promise<readonly Candidate[]> {
  const planned = releases && new Set(releases.map(({ name }) => name));
  // Changesets publishes exactly the versions that are free.
  const isPlanned = (name: string) =>
    planned?.has(name) ?? (!changesets || facts.get(name)?.kind !== 'published');
  const differing = packages.some(({ name }) => !isPlanned(name) && differs(facts.get(name)));
  const covered = changesets && differing ? await readCovered(root) : new Set<string>();
  return packages.map(({ name, version, dependencies }) => {
    return { name, version, dependencies, planned: isPlanned(name), covered: covered.has(name) };
  });
}

function differs(fact: Fact | undefined): boolean {
  return fact?.kind === 'published' && fact.comparison.kind === 'different';
}

function toFact(answer: ReturnType<Found['get']>): Fact | undefined {
  if (answer?.kind === 'absent') return { kind: 'free' };
  return answer?.kind === 'removed' || answer?.kind === 'unreachable' ? answer : undefined;
}

function toUnreachable(error: unknown): Fact & { readonly kind: 'unreachable' } {
  if (error instanceof VerstampError && error.code === 'REGISTRY_UNREACHABLE') {
    return { kind: 'unreachable', problem: error as ReturnType<typeof registryUnreachable> };
  }
  throw error;
}

function isPublic({ manifest }: Pick<WorkspacePackage, 'manifest'>): boolean {
  const own = manifest['publishConfig'];
  return typeof own === 'object' && own !== null && 'access' in own && own.access === 'public';
}

function count(number: number): string {
  return number === 1 ? '1 package' : `${number} packages`;
}
