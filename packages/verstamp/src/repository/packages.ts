import { access } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { findPackages as findWorkspacePackages } from '@verstamp/release';
import { isObject, type JsonObject } from '../edit/json.ts';
import { findSubject } from './nearest-package.ts';
import type { Doubt, PackageFacts } from '../doctor/facts.ts';
import { readJsonFile } from './json-file.ts';
import { readScripts } from './scripts.ts';

/** A workspace, and the folders of its packages relative to its root. */
export interface WorkspaceFolders {
  readonly root: string;
  /** The kind of workspace. */
  readonly tool: string;
  readonly folders: readonly string[];
  /** The folders that the workspace counts among its own. */
  readonly members: ReadonlySet<string>;
  /** The names of its packages. */
  readonly names: ReadonlySet<string>;
}

/**
 * Finds the packages around a folder: the workspace's, its root, and the one that the folder itself is in.
 *
 * @throws VerstampError `WORKSPACE_INVALID` where there is none.
 */
export async function findPackages(cwd: string): Promise<WorkspaceFolders> {
  const { root, tool, packages } = await findWorkspacePackages(cwd);
  const members = [root, ...packages.map(({ folder }) => folder)].map((folder) => toPath(root, folder));
  const own = await findSubject(cwd).catch(() => undefined);
  const folders = new Set([...members, ...(own ? [toPath(root, own.folder)] : [])]);
  const names = new Set(packages.map(({ manifest }) => String(manifest['name'])));
  return { root, tool, folders: [...folders], members: new Set(members), names };
}

function toPath(root: string, folder: string): string {
  return relative(root, folder).split(sep).join('/');
}

/** Reads what the checks go by of one package; `undefined` where there is no package.json. */
export async function readPackage(
  { root, members, names }: WorkspaceFolders,
  folder: string,
  doubts: Doubt[],
): Promise<PackageFacts | undefined> {
  const at = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const manifest = await readJsonFile(root, [at('package.json')], doubts);
  if (!manifest) return undefined;
  const { name, version, scripts } = manifest.body;
  const commands = texts(isObject(scripts) ? scripts : {});
  return {
    manifest,
    folder,
    name: typeof name === 'string' ? name : folder,
    version: typeof version === 'string' ? version : undefined,
    isPrivate: manifest.body['private'] === true || typeof name !== 'string',
    isMember: members.has(folder),
    commands,
    scripts: await readScripts({ root, folder, commands, members: names }),
    taken: await findFile(root, at('public/version.json')),
    project: await readJsonFile(root, [at('project.json')], doubts),
    turbo: await readJsonFile(root, [at('turbo.json'), at('turbo.jsonc')], doubts),
  };
}

async function findFile(root: string, file: string): Promise<string | undefined> {
  return access(join(root, file)).then(
    () => file,
    () => undefined,
  );
}

function texts(values: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
