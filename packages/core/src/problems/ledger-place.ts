import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';
import type { Mendable } from './mendable.ts';
import { showPath } from './text.ts';

/** A ledger that other machines do not see. */
export interface LocalLedger {
  readonly file: string;
  /** Its address; `undefined` where none is configured. */
  readonly ledger: string | undefined;
  readonly pipeline: string;
}

/** Says that builds of several machines have no ledger in common. */
export function ledgerLocal(details: LocalLedger): VerstampError<'LEDGER_LOCAL', LocalLedger & Mendable> {
  const { ledger, pipeline, file } = details;
  const fix = `Name a ledger that every machine sees in ${showPath(file)}, as in { "ledger": "git+ref:origin" }, or in VERSTAMP_LEDGER.`;
  return new VerstampError(
    'LEDGER_LOCAL',
    `${showPath(pipeline)} builds on machines that keep nothing, and ` +
      (ledger === undefined
        ? 'asks for release revisions, but no ledger is configured: two jobs may issue one number.'
        : `the ledger ${quote(ledger, 100)} is a file of the checkout: each job starts again at 1.`) +
      ` Expected a shared ledger. ${fix}`,
    { ...details, fix },
  );
}

/** A ledger that builds or installations remove. */
export interface SweptLedger {
  readonly file: string;
  readonly ledger: string;
}

/** Says that a ledger stands in a folder that is emptied. */
export function ledgerSwept(details: SweptLedger): VerstampError<'LEDGER_SWEPT', SweptLedger & Mendable> {
  const { file, ledger } = details;
  const fix = `Move it, and name its new place in ${showPath(file)}, as in "file:.verstamp/ledger.jsonl".`;
  return new VerstampError(
    'LEDGER_SWEPT',
    `The ledger ${quote(ledger, 100)} stands in a folder that builds or installations empty: its numbers would start again at 1. ` +
      `Expected a place that stays. ${fix}`,
    { ...details, fix },
  );
}
