import { changesetMissing, gitUnusable, versionBurnt } from '@verstamp/core/problems';
import { readChangedSince, readCovered } from './changesets.ts';
import { concludeGuard, UNSAID, type Judgement } from './decide.ts';
import { countPackages, findPublished, type Found } from './facts.ts';
import { believe, type GuardOptions, type GuardReport } from './guard.ts';
import { readLeniency } from './leniency.ts';
import { parseManifest } from './manifest.ts';
import { recordKey } from './recorded.ts';
import { createRegistry } from './registry/registry.ts';
import { readRegistrySettings } from './registry/settings.ts';
import { createTransport, PATIENCE } from './registry/transport.ts';
import { groupByOwner, isManifestSame, manifestPath, readAt } from './sources.ts';
import { git, plain } from './transaction/git.ts';
import { readWorkspace, type Workspace, type WorkspacePackage } from './workspace.ts';

/** What a branch is asked about. */
export interface SinceOptions extends Omit<GuardOptions, 'planFolder' | 'cacheFolder'> {
  /** The branch, tag or commit that it is to be merged into. */
  readonly since: string;
}

/** What was found of the packages that a branch changes. */
export interface SinceReport extends GuardReport {
  /** The commit that the branch left from. */
  readonly since: string;
}

/** Why a version counts as released or not. */
type Standing = 'raised' | 'released' | 'open';

/** A package that a branch changes. */
interface Touched {
  readonly pkg: WorkspacePackage;
  /** Its changed files, below the workspace's root. */
  readonly changed: readonly string[];
  readonly standing: Standing;
}

/**
 * Says which released packages a branch changes without a changeset, by git and the changesets alone. Nothing is
 * packed or built. A registry is asked only about versions that the branch does not raise and no tag names.
 *
 * @throws VerstampError `WORKSPACE_INVALID`; `GIT_UNUSABLE` where the commit that the branch left from is not known.
 */
export async function guardSince(options: SinceOptions): Promise<SinceReport> {
  const { cwd, since: ref } = options;
  const workspace = await readWorkspace(cwd);
  const { root, changesets } = workspace;
  const since = await findBase(root, ref);
  const touched = await findTouched(workspace, since);
  const open = touched.filter(({ standing }) => standing === 'open').map(({ pkg }) => pkg);
  const found = open.length > 0 ? await ask(workspace, open, options) : new Map();
  const covered = changesets && touched.length > 0 ? await readCovered(root) : new Set<string>();
  const lenient = touched.length > 0 && (await readLeniency(root)) === 'warn';
  const packages = touched.map((one) => judge(one, { root, since, found, covered, lenient }));
  const plan = changesets ? 'changesets' : 'workspace';
  return { conclusion: concludeGuard(packages), plan, since, packages, limits: [] };
}

/** In CI a branch is often there as the remote has it only. */
async function findBase(root: string, ref: string): Promise<string> {
  for (const name of [ref, `origin/${ref}`]) {
    const args = ['rev-parse', '-q', '--verify', '--end-of-options', `${name}^{commit}`];
    const { exitCode, stdout } = await git(root, args);
    if (exitCode !== 0) continue;
    const base = await git(root, ['merge-base', stdout.trim(), 'HEAD']);
    if (base.exitCode === 0) return base.stdout.trim();
    const reason = plain(base.stderr) || 'no common commit is known here: fetch the whole history.';
    throw gitUnusable({ command: `git merge-base ${ref} HEAD`, reason });
  }
  throw gitUnusable({ command: `git rev-parse ${ref}`, reason: 'no such commit is known here: fetch it.' });
}

async function findTouched(workspace: Workspace, since: string): Promise<readonly Touched[]> {
  const { root, changesets, packages } = workspace;
  const { exitCode, stdout, stderr } = await git(root, ['diff', '--name-only', '-z', '--relative', since]);
  if (exitCode !== 0) throw gitUnusable({ command: `git diff ${since}`, reason: plain(stderr) });
  const byOwner = groupByOwner(stdout.split('\0').filter(Boolean), workspace);
  if (byOwner.size === 0) return [];
  const counted = changesets ? await readChangedSince(root, since) : undefined;
  const touched: Touched[] = [];
  for (const pkg of packages) {
    const changed = byOwner.get(pkg.name);
    if (!changed || counted?.has(pkg.name) === false) continue;
    const path = manifestPath(root, pkg.folder);
    const before = await readAt(root, { commit: since, path });
    const isOwn = changed.some((file) => file !== path);
    if (!isOwn && before && (await isManifestSame(workspace, { path, before }))) continue;
    const standing = await findStanding(workspace, { pkg, before });
    touched.push({ pkg, changed, standing });
  }
  return touched;
}

async function findStanding(
  { root, packages }: Workspace,
  { pkg, before }: { readonly pkg: WorkspacePackage; readonly before: Buffer | undefined },
): Promise<Standing> {
  const tags = [recordKey(pkg), ...(packages.length === 1 ? [`v${pkg.version}`] : [])];
  for (const tag of tags) {
    const { exitCode } = await git(root, ['rev-parse', '-q', '--verify', `refs/tags/${tag}`]);
    if (exitCode === 0) return 'released';
  }
  const version = before && parseManifest(before)?.['version'];
  return version === undefined || version === pkg.version ? 'open' : 'raised';
}

async function ask(
  { root, manager }: Workspace,
  packages: readonly WorkspacePackage[],
  { env, believeNew, patience = PATIENCE, onProgress }: SinceOptions,
): Promise<Found> {
  onProgress?.(`Asking the registry about ${countPackages(packages.length)}.`);
  const settings = await readRegistrySettings(root, manager, env);
  const transport = createTransport(settings.connection, patience);
  try {
    return await findPublished(
      packages,
      createRegistry(settings, transport, { believeHidden: believe(believeNew) }),
    );
  } finally {
    transport.close();
  }
}

interface Judging {
  readonly root: string;
  readonly since: string;
  readonly found: Found;
  readonly covered: ReadonlySet<string>;
  readonly lenient: boolean;
}

function judge({ pkg, changed, standing }: Touched, judging: Judging): Judgement {
  const { name, version, folder } = pkg;
  const { root, since, found, covered, lenient } = judging;
  const file = manifestPath(root, folder);
  const base = { name, version, file, planned: false, ...UNSAID };
  if (standing === 'raised') return { ...base, verdict: 'new', effect: 'allow' };
  if (covered.has(name)) return { ...base, verdict: 'pending', effect: 'allow' };
  const answer = standing === 'open' ? found.get(name) : undefined;
  if (answer?.kind === 'absent') return { ...base, verdict: 'new', effect: 'allow' };
  if (answer?.kind === 'unreachable') {
    return { ...base, verdict: 'unreachable', effect: 'unknown', problem: answer.problem };
  }
  if (answer?.kind === 'removed') {
    return { ...base, verdict: 'burnt', effect: 'refuse', problem: versionBurnt({ name, version }) };
  }
  const problem = changesetMissing({ name, version, since, changed });
  return { ...base, verdict: 'unreleased', effect: lenient ? 'allow' : 'refuse', problem };
}
