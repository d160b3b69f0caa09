import { hash } from 'node:crypto';
import { ledgerNewer, ledgerRow } from '@verstamp/core/problems';
import { messageOf } from '../../failure.ts';
import type { AskRedis } from './connect.ts';
import { DAMAGED, FORMAT, OTHER_FORMAT } from './scripts.ts';

/** Names the two keys of a ledger; the hash tag keeps them on one node of a cluster. */
export function nameKeys(prefix: string): readonly [ledger: string, claims: string] {
  return [`{${prefix}}:ledger`, `{${prefix}}:claims`];
}

/** A script, and what it is told. */
export interface Evaluation {
  readonly script: string;
  /** Those of the ledger's keys that it uses. */
  readonly keys: readonly string[];
  readonly values: readonly (string | number)[];
  /** How messages name the ledger. */
  readonly label: string;
}

/** How Redis reports a script that failed on what no script has written; its own refusals have other words. */
const FAILED = /(^ERR |: )user_script:\d+: /;

/** Runs a script, of which all holds or nothing; the server keeps its text after the first time. */
export function evaluate(ask: AskRedis, { script, keys, values, label }: Evaluation): Promise<unknown> {
  const rest = [String(keys.length), ...keys, ...values.map(String)];
  return ask(['EVALSHA', hash('sha1', script), ...rest])
    .catch((error: unknown) => {
      if (!messageOf(error).startsWith('NOSCRIPT')) throw error;
      return ask(['EVAL', script, ...rest]);
    })
    .catch((error: unknown) => {
      const [word, value = ''] = messageOf(error).split(' ');
      if (word === OTHER_FORMAT) throw newer(label, value);
      if (word === DAMAGED) throw ledgerRow({ ledger: label, row: value });
      if (FAILED.test(messageOf(error))) throw ledgerRow({ ledger: label, row: keys.join(', ') });
      throw error;
    });
}

/**
 * Checks the format of a ledger, if it has one.
 *
 * @throws VerstampError `LEDGER_NEWER`.
 */
export function checkFormat(format: unknown, label: string): void {
  if (format !== null && format !== String(FORMAT)) throw newer(label, format);
}

function newer(ledger: string, format: unknown): Error {
  return /^\d{1,9}$/.test(String(format))
    ? ledgerNewer({ ledger, format: Number(format), known: FORMAT })
    : ledgerRow({ ledger, row: 'format' });
}
