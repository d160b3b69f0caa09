import { VerstampError } from '@verstamp/core';
import type { Environment } from '@verstamp/release';
import { gatherRepository } from '../repository/gather.ts';
import type { WorkspaceFolders } from '../repository/workspace.ts';
import { NO_FACTS, type Facts } from './facts.ts';
import { readLedgers } from './gather/ledgers.ts';
import { readOutputs } from './gather/outputs.ts';
import { askSite, type SiteQuestion } from './gather/site.ts';

/** What is looked at. */
export interface Subjects {
  readonly workspace: WorkspaceFolders | undefined;
  readonly site: SiteQuestion | undefined;
  readonly env: Environment;
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
  const own = workspace ? await gatherWorkspace(workspace, { env, onProgress }) : NO_FACTS;
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

async function gatherWorkspace(
  workspace: WorkspaceFolders,
  { env, onProgress }: Required<Pick<Subjects, 'env' | 'onProgress'>>,
): Promise<Facts> {
  const { root, folders } = workspace;
  const facts = await gatherRepository(workspace);
  const { outputs, doubts } = await readOutputs(root, folders);
  const ledgers = await readLedgers({ root, folders, env, onProgress });
  return { ...NO_FACTS, ...facts, outputs, ledgers, doubts: [...facts.doubts, ...doubts] };
}
