import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isObject, type JsonObject } from '../json.ts';
import type { Doubt, PackageFacts } from './facts.ts';
import { readJsonFile } from './json-file.ts';
import { readScripts } from './scripts.ts';
import type { WorkspaceFolders } from './workspace.ts';

/** What was found in the folder of a package. */
export interface PackageReading {
  /** `undefined` if no package.json could be read. */
  readonly pkg: PackageFacts | undefined;
  readonly doubts: readonly Doubt[];
}

/** Reads what is known of one package. */
export async function readPackage(
  { root, members, names }: WorkspaceFolders,
  folder: string,
): Promise<PackageReading> {
  const at = (name: string): string => posix.join(folder, name);
  const { json: manifest, doubts } = await readJsonFile(root, [at('package.json')]);
  if (!manifest) return { pkg: undefined, doubts };
  const project = await readJsonFile(root, [at('project.json')]);
  const turbo = await readJsonFile(root, [at('turbo.json'), at('turbo.jsonc')]);
  const { name, version, scripts } = manifest.body;
  const document = at('public/version.json');
  const commands = texts(isObject(scripts) ? scripts : {});
  const pkg = {
    manifest,
    folder,
    name: typeof name === 'string' ? name : folder,
    version: typeof version === 'string' ? version : undefined,
    isPrivate: manifest.body['private'] === true || typeof name !== 'string',
    isMember: members.has(folder),
    commands,
    scripts: await readScripts({ root, folder, commands, members: names }),
    taken: existsSync(join(root, document)) ? document : undefined,
    project: project.json,
    turbo: turbo.json,
  };
  return { pkg, doubts: [...doubts, ...project.doubts, ...turbo.doubts] };
}

function texts(values: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
