import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quote } from '@verstamp/core';
import { configInvalid, ledgerUnknown } from '@verstamp/core/problems';
import { isRecord, parseJson } from '../json.ts';
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
 * Reads from the nearest verstamp.json what the guard does about a package that changed unplanned.
 *
 * @throws VerstampError `CONFIG_INVALID`
 */
export function findUnplanned(root: string): 'refuse' | 'warn' {
  return findConfig(root).unplanned ?? 'refuse';
}

/** What verstamp.json says. */
export interface RevisionConfig extends Config {
  /** The folder that relative paths start from. */
  readonly folder: string;
}

/**
 * Reads the nearest verstamp.json, looking up from `root`. If there is none, paths start from the top of the git work
 * tree, else from the nearest package.json: builds, releases and commands have one ledger, whichever folder each is in.
 *
 * @throws VerstampError `CONFIG_INVALID` if it cannot be used.
 */
export function findConfig(root: string): RevisionConfig {
  const path = findUp(root, 'verstamp.json');
  const top = path ?? findUp(root, '.git') ?? findUp(root, 'package.json');
  const folder = top === undefined ? resolve(root) : dirname(top);
  return { ...(path === undefined ? {} : readConfig(path)), folder };
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

/** Finds a file in a folder or the nearest one above it. */
export function findUp(folder: string, name: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const path = join(current, name);
    if (existsSync(path)) return path;
    if (dirname(current) === current) return undefined;
  }
}

interface Config {
  readonly ledger?: string;
  readonly start?: number;
  /** The greatest revision that may be issued. */
  readonly limit?: number;
  /** What the release guard does about a released package that changed without a changeset. */
  readonly unplanned?: 'refuse' | 'warn';
}

/** What a setting must be, and what is said if it is not. */
type Check = readonly [holds: (value: unknown) => boolean, otherwise: string];

const COUNT: Check = [
  (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  'is no whole number from 1',
];

/** All that verstamp.json may hold. */
const FIELDS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['$schema', [() => true, '']],
  ['ledger', [(value) => typeof value === 'string', 'is no text']],
  ['start', COUNT],
  ['limit', COUNT],
  ['unplanned', [(value) => value === 'refuse' || value === 'warn', 'is neither "refuse" nor "warn"']],
]);

function readConfig(path: string): Config {
  let config: unknown;
  try {
    config = parseJson(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw configInvalid({ path, reason: 'it is no JSON that can be read' }, { cause });
  }
  if (!isRecord(config)) throw configInvalid({ path, reason: 'it is no object' });
  for (const [name, value] of Object.entries(config)) {
    const [holds, otherwise] = FIELDS.get(name) ?? [];
    // Passed over, a misspelt "ledger" would leave the revisions to the clock.
    if (!holds) throw configInvalid({ path, reason: `it has no place for ${quote(name)}` });
    if (!holds(value)) throw configInvalid({ path, reason: `"${name}" ${otherwise}` });
  }
  return config;
}
