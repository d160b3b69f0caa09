import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { quote } from '@verstamp/core';
import { configInvalid } from '@verstamp/core/problems';
import { findUp } from '../find-up.ts';
import { isRecord, parseJson } from '../json.ts';

/** What verstamp.json says. */
export interface Config {
  readonly ledger?: string;
  readonly start?: number;
  /** The greatest revision that may be issued. */
  readonly limit?: number;
  /** What the release guard does about a released package that changed without a changeset. */
  readonly unplanned?: 'refuse' | 'warn';
}

/** A configuration where it was found. */
export interface FoundConfig extends Config {
  /** The folder that relative paths start from. */
  readonly folder: string;
}

/**
 * Reads the nearest verstamp.json, looking up from `root`. If there is none, paths start from the top of the git work
 * tree, else from the nearest package.json: builds, releases and commands have one ledger, whichever folder each is in.
 *
 * @throws VerstampError `CONFIG_INVALID` if it cannot be used.
 */
export function findConfig(root: string): FoundConfig {
  const path = findUp(root, 'verstamp.json');
  const top = path ?? findUp(root, '.git') ?? findUp(root, 'package.json');
  const folder = top === undefined ? resolve(root) : dirname(top);
  return { ...(path === undefined ? {} : readConfig(path)), folder };
}

/**
 * Reads from the nearest verstamp.json what the guard does about a package that changed unplanned.
 *
 * @throws VerstampError `CONFIG_INVALID`
 */
export function findUnplanned(root: string): 'refuse' | 'warn' {
  return findConfig(root).unplanned ?? 'refuse';
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
