import { relative, sep } from 'node:path';
import { git } from '../git/git.ts';
import { keyOf, type Records } from '../ledger/records.ts';
import { runPool } from '../pool.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import type { RegistryAnswers } from './ask-registry.ts';
import type { Fact } from './fact.ts';
import { isManifestSame, manifestPath, readAt } from './sources.ts';

/** Options of tracing sources: what release commits are found in. */
export interface TraceOptions {
  readonly workspace: Pick<Workspace, 'root' | 'packages'>;
  readonly answers: RegistryAnswers;
  readonly records: Records | undefined;
}

/**
 * Adds to every fact of differing content whether the package's own sources changed since its release commit.
 * Adds nothing if that commit is not known: the difference must not be called harmless then.
 */
export async function traceSources(
  facts: ReadonlyMap<string, Fact>,
  options: TraceOptions,
): Promise<ReadonlyMap<string, Fact>> {
  const { packages } = options.workspace;
  const traced = await runPool(
    packages,
    async (pkg): Promise<readonly (readonly [string, Fact])[]> => {
      const fact = facts.get(pkg.name);
      if (fact?.kind !== 'published' || fact.comparison.kind !== 'different') return [];
      const commit = await findCommit(pkg, options);
      if (commit === undefined) return [];
      const changed = await haveChanged(options.workspace, pkg, commit);
      return [[pkg.name, { ...fact, sources: changed ? 'changed' : 'same' }]];
    },
    4,
  );
  return new Map([...facts, ...traced.flat()]);
}

/** The ledger comes first, then a tag that somebody set, then what the publishing tool stated. */
async function findCommit(pkg: WorkspacePackage, options: TraceOptions): Promise<string | undefined> {
  const { workspace, answers, records } = options;
  const answer = answers.get(pkg.name);
  const stated = answer?.kind === 'present' ? answer.commit : undefined;
  const tags = [`refs/tags/${keyOf(pkg)}`];
  if (workspace.packages.length === 1) tags.push(`refs/tags/v${pkg.version}`);
  for (const name of [records?.get(keyOf(pkg))?.commit, ...tags, stated]) {
    if (name === undefined || name.startsWith('-')) continue;
    const { exitCode, stdout } = await git(workspace.root, [
      'rev-parse',
      '-q',
      '--verify',
      `${name}^{commit}`,
    ]);
    if (exitCode === 0) return stdout.trim();
  }
  return undefined;
}

async function haveChanged(
  { root, packages }: TraceOptions['workspace'],
  pkg: WorkspacePackage,
  commit: string,
): Promise<boolean> {
  const path = relative(root, pkg.folder).split(sep).join('/') || '.';
  const [tracked, unknown] = await Promise.all([
    git(root, ['diff', '--name-only', '-z', '--relative', commit, '--', path]),
    git(root, ['ls-files', '-z', '--others', '--exclude-standard', '--', path]),
  ]);
  if (tracked.exitCode !== 0 || unknown.exitCode !== 0 || unknown.stdout !== '') return true;
  const manifest = manifestPath(root, pkg.folder);
  const changed = tracked.stdout.split('\0').filter(Boolean);
  if (changed.some((file) => file !== manifest)) return true;
  if (changed.length === 0) return false;
  const before = await readAt(root, { commit, path: manifest });
  return !before || !(await isManifestSame({ root, packages }, { path: manifest, before }));
}
