import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { createJournal } from '../src/journal/journal.ts';
import { fileLedger } from '../src/revision/file.ts';
import { issueApart, type Place } from './children.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { startPostgres } from '@verstamp/testing/postgres';
import { startRedis } from '@verstamp/testing/redis';
import { makeMachines } from './remote.ts';
import type { DatabaseServer } from '@verstamp/testing/database-server';
import { isFull } from '@verstamp/testing/size';

const FILE = 'file:ledger.jsonl';
const ASKERS = isFull ? 64 : 6;
const TIMEOUT_MS = isFull ? 300_000 : 60_000;

let servers: readonly DatabaseServer[] = [];
beforeAll(async () => {
  servers = await Promise.all([startPostgres(), startRedis()]);
});
afterAll(async () => {
  await Promise.all(servers.map(async (server) => server.remove()));
});

interface Source {
  readonly title: string;
  /** Whether numbers follow each other without a gap. */
  readonly isDense: boolean;
  /**
   * How many processes ask.
   * @default as many as were promised
   */
  readonly askers?: number;
  /** How many numbers each process asks for. */
  readonly each: number;
  /** Makes a place for the ledger, and gives one to each process. */
  readonly place: () => readonly Place[];
}

const one = (address: string) => (): readonly Place[] => [{ folder: makeFolder(), address }];

const SOURCES: readonly Source[] = [
  { title: 'clock', isDense: false, each: isFull ? 100 : 50, place: one('clock') },
  { title: 'file ledger', isDense: true, each: isFull ? 100 : 50, place: one(FILE) },
  {
    // What a process leased and did not use is left out. Those of a machine share pushes.
    title: 'git ledger',
    isDense: false,
    each: isFull ? 157 : 10,
    place: () => makeMachines(1),
  },
  {
    // Machines race each other.
    title: 'git ledger, from several machines',
    isDense: false,
    askers: isFull ? 16 : 4,
    each: isFull ? 60 : 5,
    place: () => makeMachines(isFull ? 8 : 2),
  },
  {
    title: 'ledger in PostgreSQL',
    isDense: true,
    each: isFull ? 157 : 10,
    place: () => one(servers[0]?.url ?? '')(),
  },
  {
    title: 'ledger in Redis',
    isDense: true,
    each: isFull ? 157 : 10,
    place: () => one(servers[1]?.url ?? '')(),
  },
];

describe.each(SOURCES)('the $title', ({ isDense, askers = ASKERS, each, place }) => {
  it(
    `issues no number twice to ${askers} processes that ask for ${each} each`,
    async () => {
      const places = place();
      // The first one compiles for all.
      for (const first of places.slice(0, 1)) await issueApart({ ...first, name: 'first', count: 1 });
      const rounds = Array.from({ length: askers }, async (_, index) => {
        const asker = places[index % places.length] ?? { folder: '', address: '' };
        return issueApart({ ...asker, name: 'shop', count: each });
      });
      const issued = await Promise.all(rounds);
      for (const numbers of issued) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      const all = issued.flat();
      expect(all.length).toBe(askers * each);
      expect(new Set(all).size).toBe(askers * each);
      if (isDense) expect(Math.max(...all)).toBe(askers * each);
    },
    TIMEOUT_MS,
  );
});

it('numbers each name by itself, and holds what each process recorded', async () => {
  const folder = makeFolder();
  const names = ['a', 'b', 'c'];
  const issued = await Promise.all(
    names.map(async (name) => issueApart({ folder, address: FILE, name, count: 20 })),
  );
  for (const numbers of issued) expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  const path = join(folder, 'ledger.jsonl');
  expect(createJournal(path).read((entries) => [...entries].length)).toBe(60);
  await expect(fileLedger(path).next({ name: 'd', version: '1.0.0' })).resolves.toBe(1);
});
