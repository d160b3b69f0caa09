import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestSpan, formatLine, type Fields } from '../src/journal/line.ts';
import { fileLedger } from '../src/revision/file.ts';
import type { Ledger } from '../src/revision/ledger.ts';

/** A ledger in a file, as if it had been used for years. */
export interface OldLedger {
  readonly ledger: Ledger;
  readonly bytes: number;
}

const time = '2026-11-21T02:00:00Z';

/** Makes a ledger in a folder, of so many lines: numbers, claims and records of fifty names. */
export function makeOldLedger(folder: string, count: number): OldLedger {
  const lines: Buffer[] = [];
  let at = 0;
  let prev = digestSpan();
  const add = (fields: Fields) => {
    const line = Buffer.from(`${formatLine({ at, prev }, fields, 'made')}\n`);
    lines.push(line);
    at += line.length;
    prev = digestSpan(line);
  };
  for (let turn = 1; lines.length < count; turn++) {
    const release = { name: `shop-${turn % 50}`, version: `1.0.${turn}` };
    const claim = { nonce: `n-${turn}`, owner: 'ci', expires: time, releases: [release] };
    add({ kind: 'issue', ...release, revision: Math.ceil(turn / 50) });
    add({ kind: 'claim', claim });
    add({ kind: 'releases', releases: [{ ...release, digest: `sha256-${turn}`, time }] });
  }
  const path = join(folder, 'ledger.jsonl');
  writeFileSync(path, Buffer.concat(lines));
  return { ledger: fileLedger(path), bytes: at };
}
