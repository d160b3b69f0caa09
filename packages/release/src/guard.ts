import { join, relative } from 'node:path';
import type { Release } from '@verstamp/build/revision';
import { readCovered } from './changesets.ts';
import { concludeGuard, decide, type Candidate, type Fact, type Judgement } from './decide.ts';
import { countPackages, findPublished, settleFacts, settleRecorded } from './facts.ts';
import { comparePublished, type Gathering } from './compare-all.ts';
import { holdAgainstRecords, isAdopted, readRecords, recordKey } from './recorded.ts';
import { readPackFolder } from './plan.ts';
import { createRegistry } from './registry/registry.ts';
import type { Traces } from './drift.ts';
import { readLeniency } from './leniency.ts';
import type { Surroundings } from './obstacles.ts';
import { readRegistrySettings, type RegistrySettings } from './registry/settings.ts';
import { createTransport, PATIENCE, type Patience } from './registry/transport.ts';
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
  /** Where published tarballs are kept once they were fetched and checked; none are without it. */
  readonly cacheFolder?: string | undefined;
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
    const { cacheFolder } = options;
    const registry = createRegistry(settings, transport, {
      believeHidden: believe(options.believeNew),
      cacheFolder,
    });
    const records = await readRecords(workspace.root, env);
    return await examineWorkspace({ workspace, releases, registry, settings, records, env, onProgress });
  } finally {
    transport.close();
  }
}

/** What is examined, with all that is at hand for it. */
export interface Examination extends Omit<Gathering, 'found'> {
  /**
   * Releases on record that are of this very commit, by name: what the registry holds of them is held
   * against the record, since a rebuild may differ.
   */
  readonly settled?: ReadonlyMap<string, Release>;
  /** How registries are chosen; with them, what stands against a free version is looked for. */
  readonly settings?: Pick<RegistrySettings, 'targets'>;
}

/**
 * Decides, for a workspace that was read, whether what would be published may be.
 *
 * @throws VerstampError as {@link guardRelease} does.
 */
export async function examineWorkspace(examination: Examination): Promise<GuardReport> {
  const { workspace, releases, registry, settled = new Map(), settings, records, onProgress } = examination;
  const { packages: all } = workspace;
  onProgress(`Asking the registry about ${countPackages(all.length)}.`);
  const found = await findPublished(all, registry);
  const gathered = await gatherFacts({ ...examination, found }, settled);
  const known = records ? holdAgainstRecords(gathered, { packages: all, found, records }) : gathered;
  const hindered = settings ? await hinder(known, { workspace, settings, found }) : known;
  const facts = await trace(hindered, { workspace, found, records });
  const candidates = await listCandidates(workspace, facts, { releases, records });
  const packages = decide(candidates, facts);
  const plan = releases || workspace.changesets ? 'changesets' : 'workspace';
  return { conclusion: concludeGuard(packages), plan, packages, limits: records ? [] : [NO_LEDGER] };
}

async function trace(facts: ReadonlyMap<string, Fact>, traces: Traces): Promise<ReadonlyMap<string, Fact>> {
  if (![...facts.values()].some(differs)) return facts;
  const { traceSources } = await import('./drift.ts');
  return traceSources(facts, traces);
}

async function hinder(
  facts: ReadonlyMap<string, Fact>,
  surroundings: Surroundings,
): Promise<ReadonlyMap<string, Fact>> {
  if (![...facts.values()].some(({ kind }) => kind === 'free')) return facts;
  const { findObstacles } = await import('./obstacles.ts');
  return findObstacles(facts, surroundings);
}

/** Makes the rule by which "not found" is believed of packages that may be hidden. */
export function believe(all = false): (subject: Pick<WorkspacePackage, 'manifest'>) => boolean {
  return (subject) => all || isPublic(subject);
}

async function gatherFacts(
  gathering: Gathering,
  recorded: ReadonlyMap<string, Release>,
): Promise<ReadonlyMap<string, Fact>> {
  const { releases, found } = gathering;
  const settled = new Map([...settleFacts(found), ...settleRecorded(found, recorded)]);
  if (!releases && settled.size === found.size) return settled;
  const open = new Map([...found].filter(([name]) => !settled.has(name)));
  return new Map([...settled, ...(await comparePublished({ ...gathering, found: open }))]);
}

async function listCandidates(
  { root, changesets, packages }: Workspace,
  facts: ReadonlyMap<string, Fact>,
  { releases, records }: Pick<Examination, 'releases' | 'records'>,
): Promise<readonly Candidate[]> {
  const planned = releases && new Set(releases.map(({ name }) => name));
  // Changesets publishes exactly the versions that are free; without it, what was adopted is not to go out again.
  const isPlanned = (pkg: WorkspacePackage) =>
    planned?.has(pkg.name) ??
    (facts.get(pkg.name)?.kind !== 'published' || (!changesets && !isAdopted(records?.get(recordKey(pkg)))));
  const differing = packages.some((pkg) => !isPlanned(pkg) && differs(facts.get(pkg.name)));
  const covered = changesets && differing ? await readCovered(root) : new Set<string>();
  const lenient = differing && (await readLeniency(root)) === 'warn';
  return packages.map((pkg) => {
    const { name, version, folder, dependencies } = pkg;
    const file = relative(root, join(folder, 'package.json')).replaceAll('\\', '/');
    const base = { name, version, file, dependencies, lenient };
    return { ...base, planned: isPlanned(pkg), covered: covered.has(name) };
  });
}

function differs(fact: Fact | undefined): boolean {
  return fact?.kind === 'published' && fact.comparison.kind === 'different';
}

function isPublic({ manifest }: Pick<WorkspacePackage, 'manifest'>): boolean {
  const own = manifest['publishConfig'];
  return typeof own === 'object' && own !== null && 'access' in own && own.access === 'public';
}
