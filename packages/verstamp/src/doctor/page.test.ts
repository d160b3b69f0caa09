import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

it('lists every finding of its own on the page of findings', () => {
  const sources = ['ledger-place', 'output', 'set-up', 'site', 'task-cache']
    .map((name) => read(`../../../core/src/problems/${name}.ts`))
    .join('\n');
  const codes = [...sources.matchAll(/new VerstampError\(\s*'([A-Z_]+)'/g)].map(([, code]) => code);
  const listed = [...read('../../../../docs/doctor.md').matchAll(/^\| \[([A-Z_]+)\]/gm)].map(
    ([, code]) => code,
  );
  expect(codes.length).toBeGreaterThan(10);
  // What reading an output or a ledger comes to is a finding, too.
  const ledgers = ['ledger', 'database']
    .map((name) => read(`../../../core/src/problems/${name}.ts`))
    .join('\n');
  const faults = [...ledgers.matchAll(/new VerstampError\(\s*'(LEDGER_[A-Z]+)'/g)].map(([, code]) => code);
  codes.push(...faults, 'CONFIG_INVALID', 'RECORD_UNREADABLE');
  expect(listed).toEqual(expect.arrayContaining(codes));
});
