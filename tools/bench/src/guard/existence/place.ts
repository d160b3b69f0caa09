import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry } from '@verstamp/testing/registry';
import { QUIET_ENV } from '@verstamp/testing/workspace';
import { publishWorkspace } from '../publish.ts';
import { writeWorkspace, type BenchWorkspace, type Published } from '../workspace.ts';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** A package manager that has a workspace of its own. */
export type Manager = 'npm' | 'pnpm';

/** A workspace whose versions are all out, and what a command needs to find that out. */
export interface ExistencePlace {
  readonly root: string;
  readonly packages: readonly Published[];
  /** A folder outside of the workspace. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The same packages as a workspace of npm's and of pnpm's, and a real registry behind a proxy that counts. */
export interface ExistencePlaces {
  readonly of: (manager: Manager) => ExistencePlace;
  readonly proxy: FaultyRegistry;
  readonly close: () => Promise<void>;
}

/** Publishes so many packages, each of one file of four kilobytes. */
export async function makeExistencePlaces(count: number): Promise<ExistencePlaces> {
  const real = await startRegistry();
  const proxy = await startFaultyRegistry(real.url);
  const folder = mkdtempSync(join(tmpdir(), 'verstamp-bench-existence-'));
  const path = [dirname(process.execPath), `${MODULES}/.bin`, process.env['PATH']].join(delimiter);
  const env = { ...QUIET_ENV, PATH: path, NX_DAEMON: 'false', CI: 'true', VERSTAMP_CACHE: 'off' };
  const made = {
    npm: writeWorkspace(proxy.url, { scope: 'many', count, files: 1 }),
    pnpm: writeWorkspace(proxy.url, { scope: 'many', count, files: 1 }),
  };
  await publishWorkspace(proxy.url, made.pnpm, env);
  writeFileSync(join(folder, 'list.json'), JSON.stringify(made.pnpm.packages));
  for (const [manager, workspace] of Object.entries(made)) furnish(workspace, manager === 'npm');
  return {
    of: (manager) => ({ root: made[manager].root, packages: made[manager].packages, folder, env }),
    proxy,
    async close() {
      for (const workspace of Object.values(made)) workspace.remove();
      rmSync(folder, { recursive: true });
      await proxy.close();
      await real.close();
    },
  };
}

/** Gives a workspace the settings of all tools, and puts it into one commit. */
function furnish({ root }: BenchWorkspace, isNpm: boolean): void {
  const write = (path: string, value: unknown): void =>
    writeFileSync(join(root, path), typeof value === 'string' ? value : JSON.stringify(value));
  write('.gitignore', 'node_modules\n.verstamp/\n.nx/\n');
  mkdirSync(join(root, '.changeset'));
  write('.changeset/config.json', { access: 'public', baseBranch: 'main', changelog: false, commit: false });
  write('lerna.json', { version: 'independent', npmClient: isNpm ? 'npm' : 'pnpm' });
  write('nx.json', { release: { projects: ['packages/*'], projectsRelationship: 'independent' } });
  if (isNpm) {
    write('package.json', { name: 'many', private: true, workspaces: ['packages/*'] });
    write('package-lock.json', { name: 'many', lockfileVersion: 3, packages: {} });
    rmSync(join(root, 'pnpm-workspace.yaml'));
  }
  symlinkSync(MODULES, join(root, 'node_modules'));
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args], {
      cwd: root,
    });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'Begin');
}
