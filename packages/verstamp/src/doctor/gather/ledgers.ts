import { join, relative, sep } from 'node:path';
import { findLedger, openLedger, type LedgerConfig } from '@verstamp/build/revision';
import { VerstampError } from '@verstamp/core';
import type { Environment } from '@verstamp/release';
import type { LedgerFacts } from '../facts.ts';

/** Where ledgers are looked for. */
export interface LedgerScope {
  readonly root: string;
  readonly folders: readonly string[];
  readonly env: Environment;
  readonly onProgress: (line: string) => void;
}

/** Finds the configured ledgers, and asks each whether it can be read. */
export async function readLedgers({
  root,
  folders,
  env,
  onProgress,
}: LedgerScope): Promise<readonly LedgerFacts[]> {
  const ledgers = new Map<string, LedgerFacts>();
  for (const folder of folders) {
    try {
      const config = findLedger(join(root, folder), env);
      if (!config) continue;
      const key = `${config.folder}\n${config.address}`;
      if (ledgers.has(key)) continue;
      const place = placeOf(root, config, env);
      if (!config.address.startsWith('file:')) onProgress(`asking the ledger that ${place} names`);
      ledgers.set(key, await askLedger(config, place));
    } catch (problem) {
      if (!(problem instanceof VerstampError)) throw problem;
      ledgers.set(problem.message, { place: 'verstamp.json', address: undefined, problem });
    }
  }
  return [...ledgers.values()];
}

function placeOf(root: string, { folder }: LedgerConfig, env: LedgerScope['env']): string {
  if (env['VERSTAMP_LEDGER']) return 'VERSTAMP_LEDGER';
  return [...relative(root, folder).split(sep).filter(Boolean), 'verstamp.json'].join('/');
}

async function askLedger(config: LedgerConfig, place: string): Promise<LedgerFacts> {
  // Its address may hold a password; a file's is all that is gone by.
  const address = config.address.startsWith('file:') ? config.address : undefined;
  try {
    await openLedger(config).read();
    return { place, address, problem: undefined };
  } catch (problem) {
    if (problem instanceof VerstampError) return { place, address, problem };
    throw problem;
  }
}
