import { VerstampError } from '@verstamp/core';
import { NO_FACTS, type Doubt, type Facts } from './facts.ts';
import { readJsonFile } from '../repository/json-file.ts';
import { readLedgers } from './gather/ledgers.ts';
import { readOutputs } from './gather/outputs.ts';
import { readPackage, type WorkspaceFolders } from '../repository/packages.ts';
import { readPipelines } from '../repository/pipelines.ts';
import { askSite, type SiteQuestion } from './gather/site.ts';

/** What is looked at. */
export interface Subjects {
  readonly workspace: WorkspaceFolders | undefined;
  readonly site: SiteQuestion | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Hears what is being asked over a network, since that may take a while. */
  readonly onProgress?: (line: string) => void;
}

/** Gathers what the checks go by, once. */
export async function gatherFacts({
  workspace,
  site,
  env,
  onProgress = () => undefined,
}: Subjects): Promise<Facts> {
  const own = workspace ? await gatherRepository(workspace, { env, onProgress }) : NO_FACTS;
  if (!site) return own;
  onProgress(`asking ${site.url.host}`);
  try {
    return { ...own, site: await askSite(site) };
  } catch (problem) {
    if (!(problem instanceof VerstampError)) throw problem;
    const place = site.url.origin + site.url.pathname;
    return { ...own, doubts: [...own.doubts, { place, problem }] };
  }
}

async function gatherRepository(
  workspace: WorkspaceFolders,
  { env, onProgress }: Required<Pick<Subjects, 'env' | 'onProgress'>>,
): Promise<Facts> {
  const { root, folders } = workspace;
  const facts = await gatherWorkspace(workspace);
  const doubts = [...facts.doubts];
  const outputs = await readOutputs(root, folders, doubts);
  return { ...facts, outputs, ledgers: await readLedgers({ root, folders, env, onProgress }), doubts };
}

/** Gathers what the files of a workspace say, without its outputs and ledgers. */
export async function gatherWorkspace(workspace: WorkspaceFolders): Promise<Facts> {
  const { root, folders } = workspace;
  const doubts: Doubt[] = [];
  const packages = await Promise.all(folders.map(async (folder) => readPackage(workspace, folder, doubts)));
  return {
    ...NO_FACTS,
    packages: packages.filter((pkg) => pkg !== undefined),
    nx: await readJsonFile(root, ['nx.json'], doubts),
    turbo: await readJsonFile(root, ['turbo.json', 'turbo.jsonc'], doubts),
    pipelines: await readPipelines(root),
    doubts,
  };
}
