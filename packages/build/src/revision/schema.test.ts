import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { findLedger, openLedger } from './open-ledger.ts';

const schema = JSON.parse(readFileSync(new URL('../../verstamp.schema.json', import.meta.url), 'utf8')) as {
  readonly additionalProperties: boolean;
  readonly properties: {
    readonly ledger: { readonly pattern: string; readonly examples: readonly string[] };
    readonly start: { readonly minimum: number; readonly maximum: number };
    readonly limit: { readonly minimum: number; readonly maximum: number };
  };
};

let root: string;
beforeEach(() => {
  root = makeFolder();
});

const accepts = (config: object) => {
  writeFileSync(join(root, 'verstamp.json'), JSON.stringify(config));
  try {
    const found = findLedger(root, {});
    return found ? Boolean(openLedger(found)) : true;
  } catch {
    return false;
  }
};

describe('the schema of verstamp.json', () => {
  it.each([
    ...schema.properties.ledger.examples,
    'file:',
    'git+ref:',
    'git+ref:--x',
    'svn:x',
    'postgresql://ci:secret@db.example.com:5433/builds?sslmode=require',
    'redis://:secret@db.example.com:6380/2',
    'redis://:sec#ret@db.example.com',
    'mysql://db.example.com',
    'postgres:',
    'ledger.jsonl',
  ])('says of the ledger %j what the reader says', (ledger) => {
    expect(new RegExp(schema.properties.ledger.pattern).test(ledger)).toBe(accepts({ ledger }));
  });

  it.each(['start', 'limit'] as const)('bounds %s as the reader does', (name) => {
    const { minimum, maximum } = schema.properties[name];
    const values = [minimum - 1, minimum, maximum, maximum + 1];
    expect(values.map((value) => accepts({ [name]: value }))).toEqual([false, true, true, false]);
  });

  it('names all that may be there, as the reader does', () => {
    const { ledger, start, limit, ...others } = schema.properties;
    expect(Object.keys(others).map((name) => accepts({ [name]: 'refuse' }))).toEqual([true, true]);
    expect([schema.additionalProperties, accepts({ ledgr: ledger.examples[0] })]).toEqual([false, false]);
    expect([start, limit].every(Boolean)).toBe(true);
  });
});
