import { expect, it } from 'vitest';
import { collectClaims, formatLines } from './lines.ts';
import { readRefs, type RefSource } from './read-refs.ts';
import { claimRef } from './refs.ts';

const releases = Array.from({ length: 100 }, (_, index) => ({ name: `shop-${index}`, version: '1.0.0' }));
const claim = { nonce: 'n', owner: 'ci', expires: '2026-11-21T02:00:00Z', releases };

const unreadable = () => new Error('unreadable');

it('reads a claim once, however many refs point at it', async () => {
  const asked: (readonly string[])[] = [];
  const said = formatLines([claim]);
  const source: RefSource = {
    list: async () => new Map(releases.map((release) => [claimRef(release), 'oid'])),
    fetch: async () => undefined,
    unreadable,
    async texts(oids) {
      asked.push([...oids]);
      return new Map([['oid', said]]);
    },
  };
  const refs = await readRefs(source, ['refs/verstamp/v1/claims/*']);
  expect(asked).toEqual([['oid']]);
  expect(refs.size).toBe(100);
  let parsed = 0;
  const counted = [...refs].map(([ref, { oid, text }]) => {
    const value = {
      oid,
      get text() {
        parsed++;
        return text;
      },
    };
    return [ref, value] as const;
  });
  expect(collectClaims(new Map(counted))).toEqual([claim]);
  expect(parsed).toBe(1);
});

it('fetches what the clone lacks by its id, and by its ref if that has moved', async () => {
  const fetched: (readonly string[])[] = [];
  const lists = [
    new Map([
      ['one', 'old'],
      ['two', 'here'],
    ]),
    new Map([
      ['one', 'new'],
      ['two', 'here'],
    ]),
  ];
  const texts = new Map([['here', 'there already']]);
  const source: RefSource = {
    list: async () => lists.shift() ?? new Map(),
    async fetch(wanted) {
      fetched.push([...wanted]);
      if (fetched.length > 1) texts.set('new', 'moved');
    },
    texts: async () => texts,
    unreadable,
  };
  const refs = await readRefs(source, ['*']);
  expect(fetched).toEqual([['old'], ['one']]);
  expect(refs).toEqual(
    new Map([
      ['one', { oid: 'new', text: 'moved' }],
      ['two', { oid: 'here', text: 'there already' }],
    ]),
  );
});

it('takes no text for empty that was there and is not read again', async () => {
  const all = new Map([
    ['A', 'a'],
    ['B', 'b'],
  ]);
  const readings = [new Map([['A', 'a']]), new Map([['B', 'b']])];
  const source: RefSource = {
    list: async () =>
      new Map([
        ['one', 'A'],
        ['two', 'B'],
      ]),
    fetch: async () => undefined,
    unreadable,
    texts: async () => readings.shift() ?? all,
  };
  expect((await readRefs(source, ['*'])).get('one')).toEqual({ oid: 'A', text: 'a' });
});

it('gives up where refs that do not move name what can never be read', async () => {
  const source: RefSource = {
    list: async () => new Map([['one', 'commit']]),
    fetch: async () => undefined,
    texts: async () => new Map(),
    unreadable,
  };
  await expect(readRefs(source, ['*'])).rejects.toThrow('unreadable');
});
