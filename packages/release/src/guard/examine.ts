import type { Release } from '@verstamp/build/revision';
import type { RegistrySettings } from '../registry/settings.ts';
import { askRegistry } from './ask-registry.ts';
import { differs, listCandidates } from './candidates.ts';
import { comparePublished, type CompareOptions } from './compare-all.ts';
import { countPackages } from './count-packages.ts';
import { concludeGuard, decide } from './decide.ts';
import type { TraceOptions } from './drift.ts';
import type { Fact } from './fact.ts';
import type { Judgement } from './judgement.ts';
import type { ObstacleOptions } from './obstacles.ts';
import { compareWithRecords } from './recorded.ts';
import { settleFacts, settleRecorded } from './settle-facts.ts';

/** Options of examining a workspace. */
export interface ExamineOptions extends Omit<CompareOptions, 'answers'> {
  /**
   * Releases on record that are of this very commit, by name: what the registry holds of them is compared with the
   * record, since a rebuild may differ.
   */
  readonly settled?: ReadonlyMap<string, Release>;
  /** How registries are chosen; without them, no obstacles of free versions are looked for. */
  readonly settings?: Pick<RegistrySettings, 'targets'>;
  /** The dist-tag that was given. */
  readonly distTag?: string | undefined;
}

/** What the guard found. */
export interface GuardReport {
  /** Whether the release may go out, may not, or it is not known. */
  readonly conclusion: Judgement['effect'];
  /** Where the plan came from. */
  readonly plan: 'changesets' | 'workspace';
  readonly packages: readonly Judgement[];
  /** What could not be known in this set-up. */
  readonly limits: readonly string[];
}

const NO_LEDGER =
  'No ledger is configured, and the refs that a release keeps on the git remote "origin" then are not asked: a version that was ' +
  'removed from the registry without a trace counts as free. To have them asked, write "ledger": "git+ref:origin" into verstamp.json.';

/**
 * Decides, for a workspace that was read, whether what would be published may be.
 *
 * @throws VerstampError `PACK_FAILED`, `TARBALL_INVALID`; a registry that does not answer is a verdict.
 */
export async function examineWorkspace(options: ExamineOptions): Promise<GuardReport> {
  const {
    workspace,
    releases,
    registry,
    settled = new Map(),
    settings,
    distTag,
    records,
    onProgress,
  } = options;
  const { packages: all } = workspace;
  onProgress(`Asking the registry about ${countPackages(all.length)}.`);
  const answers = await askRegistry(all, registry);
  const gathered = await gatherFacts({ ...options, answers }, settled);
  const known = records ? compareWithRecords(gathered, { packages: all, answers, records }) : gathered;
  const obstructed = settings ? await addObstacles(known, { workspace, settings, answers, distTag }) : known;
  const facts = await addSources(obstructed, { workspace, answers, records });
  const candidates = await listCandidates(workspace, facts, { releases, records });
  const packages = decide(candidates, facts);
  const plan = releases || workspace.changesets ? 'changesets' : 'workspace';
  return { conclusion: concludeGuard(packages), plan, packages, limits: records ? [] : [NO_LEDGER] };
}

async function addSources(
  facts: ReadonlyMap<string, Fact>,
  options: TraceOptions,
): Promise<ReadonlyMap<string, Fact>> {
  if (![...facts.values()].some(differs)) return facts;
  const { traceSources } = await import('./drift.ts');
  return traceSources(facts, options);
}

async function addObstacles(
  facts: ReadonlyMap<string, Fact>,
  options: ObstacleOptions,
): Promise<ReadonlyMap<string, Fact>> {
  if (![...facts.values()].some(({ kind }) => kind === 'free')) return facts;
  const { findObstacles } = await import('./obstacles.ts');
  return findObstacles(facts, options);
}

async function gatherFacts(
  options: CompareOptions,
  recorded: ReadonlyMap<string, Release>,
): Promise<ReadonlyMap<string, Fact>> {
  const { releases, answers } = options;
  const settled = new Map([...settleFacts(answers), ...settleRecorded(answers, recorded)]);
  if (!releases && settled.size === answers.size) return settled;
  const open = new Map([...answers].filter(([name]) => !settled.has(name)));
  return new Map([...settled, ...(await comparePublished({ ...options, answers: open }))]);
}
