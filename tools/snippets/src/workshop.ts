import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { git, makeBareRepository, makeRepository } from '@verstamp/testing/git';
import { toolFolder } from './folders.ts';

/** A project of its own that resolves packages as this one does, as a user's would after an installation. */
export interface Workshop {
  readonly folder: string;
  /** Writes a file, and gives its path. */
  write(path: string, text: string): Promise<string>;
  remove(): Promise<void>;
}

/** Makes the project: shop 1.4.3, without a repository. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'snippets-'));
  const write: Workshop['write'] = async (path, text) => {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  };
  await symlink(join(toolFolder, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(toolFolder, 'given'), join(folder, 'given'), { recursive: true });
  const manifest = { name: 'shop', version: '1.4.3', private: true, type: 'module' };
  await write('package.json', JSON.stringify(manifest));
  await write('package-lock.json', JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: {} }));
  await write('.gitignore', '*\n!package.json\n');
  return { folder, write, remove: async () => rm(folder, { recursive: true, force: true }) };
}

/** Makes the project's repository, with one commit and a remote of its own. */
export function openRepository(folder: string): void {
  const remote = join(folder, '.git/remote.git');
  makeRepository(folder, remote);
  makeBareRepository(remote);
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'Begin');
  git(folder, 'push', '-q', 'origin', 'main');
}
