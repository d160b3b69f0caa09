import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VerstampError } from '../error.ts';
import { outcomeOf } from './outcome.ts';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

const codes = readdirSync(import.meta.dirname).flatMap((file) =>
  [...read(file).matchAll(/new VerstampError\(\s*'([A-Z_]+)'/g)].map(([, code = '']) => code),
);

describe('outcomeOf', () => {
  it.each([...new Set(codes)])('knows %s', (code) => {
    expect(read('outcome.ts').split(`\n  ${code}: '`).length).toBe(2);
  });

  it.each([
    ['misuse', 'CLI_USAGE'],
    ['misuse', 'PLAN_INVALID'],
    ['misuse', 'CONFIG_INVALID'],
    ['refused', 'TARBALL_CHANGED'],
    ['unknown', 'LEDGER_DAMAGED'],
    ['refused', 'VERSION_BURNT'],
    ['unknown', 'REGISTRY_UNREACHABLE'],
    ['unknown', 'LEDGER_UNREACHABLE'],
    ['unknown', 'constructor'],
  ])('says %s of %s', (outcome, code) => {
    expect(outcomeOf(new VerstampError(code, '', {}))).toBe(outcome);
  });

  it.each([new TypeError('x'), { code: 'CLI_USAGE' }, undefined])('does not know what %s means', (error) => {
    expect(outcomeOf(error)).toBe('unknown');
  });
});
