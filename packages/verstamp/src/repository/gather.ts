import type { Doubt, RepositoryFacts } from './facts.ts';
import { readJsonFile } from './json-file.ts';
import { readPackage } from './package.ts';
import { readPipelines } from './pipelines.ts';
import type { WorkspaceFolders } from './workspace.ts';

/** Gathers what the files of a repository say, once. */
export async function gatherRepository(workspace: WorkspaceFolders): Promise<RepositoryFacts> {
  const { root, folders } = workspace;
  const doubts: Doubt[] = [];
  const packages = await Promise.all(folders.map(async (folder) => readPackage(workspace, folder, doubts)));
  return {
    packages: packages.filter((pkg) => pkg !== undefined),
    nx: await readJsonFile(root, ['nx.json'], doubts),
    turbo: await readJsonFile(root, ['turbo.json', 'turbo.jsonc'], doubts),
    pipelines: await readPipelines(root),
    doubts,
  };
}
