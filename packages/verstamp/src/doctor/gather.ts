import type { Doubt, Facts } from './facts.ts';
import { readJsonFile } from './gather/json-file.ts';
import { readOutputs } from './gather/outputs.ts';
import { readPackage, type WorkspaceFolders } from './gather/packages.ts';

/** Gathers what the checks go by from a workspace, once. */
export async function gatherFacts(workspace: WorkspaceFolders): Promise<Facts> {
  const { root, folders } = workspace;
  const doubts: Doubt[] = [];
  const packages = await Promise.all(folders.map(async (folder) => readPackage(workspace, folder, doubts)));
  return {
    packages: packages.filter((pkg) => pkg !== undefined),
    nx: await readJsonFile(root, ['nx.json'], doubts),
    turbo: await readJsonFile(root, ['turbo.json', 'turbo.jsonc'], doubts),
    outputs: await readOutputs(root, folders, doubts),
    doubts,
  };
}
