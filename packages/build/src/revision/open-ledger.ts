import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ledgerUnknown } from '@verstamp/core/problems';
import { findConfig } from './config.ts';
import { fileLedger } from './file.ts';
import { gitLedger } from './git.ts';
import type { Ledger } from './ledger.ts';
import { postgresLedger } from './postgres.ts';
import { redisLedger } from './redis.ts';

/** Where a ledger is configured, and its address. */
export interface LedgerConfig {
  /** The folder that a relative path starts from. */
  readonly folder: string;
  /** As in `file:.verstamp/ledger.jsonl`. */
  readonly address: string;
  /** The first number of a name. */
  readonly start: number | undefined;
}

/**
 * Finds the configured ledger: `VERSTAMP_LEDGER`, or `ledger` in the nearest verstamp.json, looking up from
 * `root`. `undefined` if none is configured.
 *
 * @throws VerstampError `CONFIG_INVALID` if verstamp.json cannot be used.
 */
export function findLedger(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): LedgerConfig | undefined {
  const { folder, ledger, start } = findConfig(root);
  const address = env['VERSTAMP_LEDGER'] || ledger;
  return address === undefined ? undefined : { folder, address, start };
}

/**
 * Opens a ledger by its address.
 *
 * @throws VerstampError `LEDGER_UNKNOWN` if no ledger has such an address; it is never passed over.
 */
export function openLedger({ folder, address, start }: LedgerConfig): Ledger {
  const path = /^file:(?!\/\/)(.+)$/.exec(address)?.[1];
  const options = start === undefined ? {} : { start };
  if (path !== undefined) return fileLedger(resolve(folder, path), options);
  if (address.startsWith('file:///')) return fileLedger(fileURLToPath(address), options);
  const remote = /^git\+ref:([\w./][\w./-]*)$/.exec(address)?.[1];
  if (remote !== undefined) return gitLedger(remote, { ...options, root: folder });
  if (/^postgres(ql)?:\/\//.test(address)) return postgresLedger(address, options);
  if (/^rediss?:\/\//.test(address)) return redisLedger(address, options);
  throw ledgerUnknown({ address });
}
