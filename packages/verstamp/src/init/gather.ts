import { isUtf8 } from 'node:buffer';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { STAMP_FILE } from '@verstamp/build';
import { findLedger } from '@verstamp/build/revision';
import { git, hasChangesets, nameManager } from '@verstamp/release';
import { readOwnVersion } from '../own-version.ts';
import type { PackageFacts, RepositoryFacts } from '../repository/facts.ts';
import { gatherRepository } from '../repository/gather.ts';
import { findNearestPackage } from '../repository/nearest-package.ts';
import { listBareRoots } from '../repository/tasks.ts';
import { findWorkspace } from '../repository/workspace.ts';
import type { Project } from './project.ts';
import { TYPE_FILES } from './types.ts';

/**
 * Gathers what is known of the repository around a folder.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if there is no package.json; `CONFIG_INVALID`.
 */
export async function gatherProject(cwd: string): Promise<Project & { readonly root: string }> {
  const workspace = await findWorkspace(cwd);
  const { root } = workspace;
  // What is wrong in verstamp.json is to be said before anything is planned around it.
  findLedger(root, {});
  const facts = await gatherRepository(workspace);
  const own = await findNearestPackage(cwd).catch(() => undefined);
  const folder = own && own.folder !== root ? own.folder : undefined;
  const packages = facts.packages.filter((pkg) => folder === undefined || join(root, pkg.folder) === folder);
  return {
    root,
    facts,
    packages,
    isWhole: folder === undefined,
    manager: nameManager(root, workspace.tool) ?? 'npm',
    hasChangesets: hasChangesets(root),
    hasOrigin: await asksGit(root, ['remote', 'get-url', 'origin']),
    unignored: await findUnignored(root, packages),
    sources: packages.flatMap((pkg) => (existsSync(join(root, pkg.folder, 'src')) ? [pkg.folder] : [])),
    ...(await readTexts(root, facts)),
    version: await readOwnVersion(),
  };
}

async function readTexts(
  root: string,
  { packages, nx, turbo }: RepositoryFacts,
): Promise<Pick<Project, 'texts' | 'foreign'>> {
  const own = packages.flatMap(({ manifest, folder, project, turbo: ownTurbo, scripts }) => [
    ...TYPE_FILES.map((name) => posix.join(folder, name)),
    manifest.file,
    project?.file,
    ownTurbo?.file,
    ...scripts.map(({ file }) => file),
  ]);
  const files = [...own, nx?.file, turbo?.file, 'verstamp.json', '.gitignore'].filter(
    (file) => file !== undefined,
  );
  const texts = new Map<string, string>();
  const foreign = new Set<string>();
  for (const file of files) {
    const bytes = await readFile(join(root, file)).catch(() => undefined);
    if (bytes === undefined) continue;
    texts.set(file, bytes.toString());
    if (!isUtf8(bytes)) foreign.add(file);
  }
  return { texts, foreign };
}

/** Where a build usually goes to. */
const OUTPUT = 'dist';

async function findUnignored(root: string, packages: readonly PackageFacts[]): Promise<readonly string[]> {
  if (!(await asksGit(root, ['rev-parse', '--git-dir']))) return [];
  const building = packages.filter(
    (pkg) => listBareRoots(pkg).length > 0 || pkg.scripts.some(({ bundlers }) => bundlers.length > 0),
  );
  const asked = await Promise.all(
    building.map(async ({ folder }) => {
      const path = posix.join(folder, OUTPUT, STAMP_FILE);
      return (await asksGit(root, ['check-ignore', '-q', path])) ? [] : [folder];
    }),
  );
  return asked.flat();
}

/** Tells whether git answers a question with yes; where there is no git, nothing does. */
async function asksGit(cwd: string, args: readonly string[]): Promise<boolean> {
  return (await git(cwd, args)).exitCode === 0;
}
