import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../edit/json.ts';
import type { Doubt, PackageFacts } from './facts.ts';
import { readJsonFile } from './json-file.ts';
import { readScripts } from './scripts.ts';
import type { WorkspaceFolders } from './workspace.ts';

/** Reads what is known of one package; `undefined` if there is no package.json. */
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
