import { detectManager } from '@verstamp/release';
import type { RepositoryFacts } from './facts.ts';
import { readJsonFile } from './json-file.ts';
import { readPackage, type PackageReading } from './package.ts';
import { readPipelines } from './pipelines.ts';
import type { WorkspaceFolders } from './workspace.ts';

/** Gathers what the files of a repository say, once. */
export async function gatherRepository(workspace: WorkspaceFolders): Promise<RepositoryFacts> {
  const { root, folders } = workspace;
  const packages: PackageReading[] = [];
  // One after the other: all at once would open more files than a process may have.
  for (const folder of folders) packages.push(await readPackage(workspace, folder));
  const nx = await readJsonFile(root, ['nx.json']);
  const turbo = await readJsonFile(root, ['turbo.json', 'turbo.jsonc']);
  return {
    packages: packages.flatMap(({ pkg }) => pkg ?? []),
    nx: nx.json,
    turbo: turbo.json,
    pipelines: await readPipelines(root),
    publishScripts: listPublishScripts(workspace),
    doubts: [...packages, nx, turbo].flatMap(({ doubts }) => doubts),
  };
}

/** yarn 2 and later, and Changesets where it publishes with them, run a script of another name. */
function listPublishScripts({ root, tool }: WorkspaceFolders): RepositoryFacts['publishScripts'] {
  return isYarn(root, tool) ? ['prepublishOnly', 'prepublish'] : ['prepublishOnly'];
}

function isYarn(root: string, tool: string): boolean {
  try {
    return detectManager(root, tool) === 'yarn';
  } catch {
    // What nothing can be packed with is not yarn.
    return false;
  }
}
