import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { createJournal, type Journal } from './journal.ts';
import { digestSpan, formatLine } from './line.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = makeFolder();
  path = join(folder, 'journal.jsonl');
});

const counts = (journal: Journal) => journal.read((entries) => [...entries].map((entry) => entry['count']));
const count = (journal: Journal) =>
  journal.append(([last]) => ({ count: typeof last?.['count'] === 'number' ? last['count'] + 1 : 1 }));

it('gives its entries back, newest first', () => {
  const journal = createJournal(path);
  expect(counts(journal)).toEqual([]);
  for (let round = 0; round < 3; round++) count(journal);
  expect(counts(journal)).toEqual([3, 2, 1]);
  expect(createJournal(path).append(() => undefined)).toBeUndefined();
  expect(counts(createJournal(path))).toEqual([3, 2, 1]);
});

it('reads entries that are longer than a block', () => {
  const journal = createJournal(path);
  const long = 'é'.repeat(100_000);
  journal.append(() => ({ count: 1, long }));
  journal.append(() => ({ count: 2 }));
  expect(journal.read((entries) => [...entries])).toEqual([{ count: 2 }, { count: 1, long }]);
});

it('proposes again where another came between, and only one entry of each number holds', () => {
  const [first, second] = [createJournal(path), createJournal(path)];
  count(first);
  let between = 2;
  const appended = first.append(([last]) => {
    if (between-- > 0) count(second);
    return { count: (last?.['count'] as number) + 1 };
  });
  expect(appended).toEqual({ count: 4 });
  expect(counts(second)).toEqual([4, 3, 2, 1]);
  count(second);
  expect(counts(first)).toEqual([5, 4, 3, 2, 1]);
  // What another's entry had made void was not written: many writers would drown in such lines.
  expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(5);
});

it.each<[string, object]>([
  ['a number', {}],
  ['objects in it', { claim: { releases: [{ name: 'a' }, { name: '}', tags: [{}] }], owner: {} }, last: {} }],
])('goes on behind half an entry with %s, wherever its writer was killed', (_, more) => {
  const journal = createJournal(path);
  count(journal);
  journal.append(() => ({ count: 2, ...more }));
  const whole = readFileSync(path);
  const start = whole.indexOf('\n') + 1;
  for (let length = start; length < whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    const torn = length < whole.length - 1;
    expect(counts(journal)).toEqual(torn ? [1] : [2, 1]);
    expect(count(journal)).toEqual({ count: torn ? 2 : 3 });
    expect(count(journal)).toEqual({ count: torn ? 3 : 4 });
    expect(counts(journal)[0]).toBe(torn ? 3 : 4);
  }
});

it('goes on behind an entry that stands glued to half of another', () => {
  const journal = createJournal(path);
  count(journal);
  const before = readFileSync(path, 'utf8');
  count(journal);
  const late = readFileSync(path, 'utf8').slice(before.length);
  writeFileSync(path, `${before}{"at":1${late}`);
  expect(counts(journal)).toEqual([1]);
  expect(count(journal)).toEqual({ count: 2 });
  expect(counts(journal)).toEqual([2, 1]);
});

it('goes on behind an entry of which another writer saw only a part, wherever it ended', () => {
  const journal = createJournal(path);
  // What that writer saw begins with the second entry, not with the file.
  count(journal);
  count(journal);
  const { length: start } = readFileSync(path);
  count(journal);
  const whole = readFileSync(path);
  for (let length = start; length < whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    count(journal);
    const late = readFileSync(path).subarray(length);
    writeFileSync(path, Buffer.concat([whole, late]));
    expect(counts(journal)).toEqual([3, 2, 1]);
    expect(count(journal)).toEqual({ count: 4 });
    expect(counts(journal)).toEqual([4, 3, 2, 1]);
  }
});

it('goes on behind an entry that lacks its line break only, and what others wrote who saw it or not', () => {
  const journal = createJournal(path);
  count(journal);
  const base = readFileSync(path);
  count(journal);
  const whole = readFileSync(path).subarray(0, -1);
  writeFileSync(path, base);
  count(journal);
  const early = readFileSync(path).subarray(base.length);
  writeFileSync(path, whole);
  count(journal);
  const late = readFileSync(path).subarray(whole.length);
  writeFileSync(path, Buffer.concat([whole, early, late]));
  expect(counts(journal)).toEqual([1]);
  expect(count(journal)).toEqual({ count: 2 });
});

it('goes on behind the zeros that a power cut leaves', () => {
  const journal = createJournal(path);
  count(journal);
  appendFileSync(path, Buffer.alloc(100));
  expect(count(journal)).toEqual({ count: 2 });
  expect(counts(journal)).toEqual([2, 1]);
});

it.each([1, 3, 5, 6, 40])('goes on behind %i bytes of an entry and the zeros behind them', (length) => {
  const journal = createJournal(path);
  count(journal);
  const before = readFileSync(path);
  count(journal);
  const late = readFileSync(path).subarray(before.length);
  const torn = Buffer.concat([before, late.subarray(0, length), Buffer.alloc(50)]);
  // By itself, and with an entry glued to it.
  for (const bytes of [torn, Buffer.concat([torn, late])]) {
    writeFileSync(path, bytes);
    expect(counts(journal)).toEqual([1]);
    expect(count(journal)).toEqual({ count: 2 });
  }
});

it('loses nothing that stands when the file is cut after an entry', () => {
  const journal = createJournal(path);
  count(journal);
  const { length } = readFileSync(path);
  count(journal);
  truncateSync(path, length);
  expect(counts(journal)).toEqual([1]);
});

describe('a damaged file', () => {
  const damages: readonly (readonly [string, number, (lines: string[]) => string])[] = [
    ['a changed number', 2, ([a, b, c]) => `${a}\n${b?.replace('"count":2', '"count":7')}\n${c}\n`],
    ['a changed last line', 3, ([a, b, c]) => `${a}\n${b}\n${c?.replace('"count":3', '"count":7')}\n`],
    ['a forged number', 2, ([a, b, c]) => `${a}\n${forge(b)}\n${c}\n`],
    ['a changed last sum', 3, ([a, b, c]) => `${a}\n${b}\n${c?.replace(/"sum":"./, '"sum":"z')}\n`],
    ['more before the last line', 3, ([a, b, c]) => `${a}\n${b}\n ${c}\n`],
    ['a last line of another form', 3, ([a, b, c]) => `${a}\n${b}\n${c?.replaceAll(',"', ', "')}\n`],
    ['a last line without its sum', 3, ([a, b, c]) => `${a}\n${b}\n${c?.replace(/,"sum.*/, '}')}\n`],
    ['more behind the last line', 3, ([a, b, c]) => `${a}\n${b}\n${c} \n`],
    ['a missing line', 2, ([a, , c]) => `${a}\n${c}\n`],
    ['a missing first line', 2, ([, b, c]) => `${b}\n${c}\n`],
    ['swapped lines', 2, ([a, b, c]) => `${a}\n${c}\n${b}\n`],
    ['a foreign line', 2, ([a, b, c]) => `${a}\nhello\n${b}\n${c}\n`],
    ['other line ends', 3, (lines) => `${lines.join('\r\n')}\r\n`],
    ['something else', 1, () => 'This is no ledger.\n'],
    ['an empty object', 1, () => '{}\n'],
  ];
  it.each(damages)('with %s is an error that names the line', (_, line, damage) => {
    const journal = createJournal(path);
    for (let round = 0; round < 3; round++) count(journal);
    const changed = damage(readFileSync(path, 'utf8').trimEnd().split('\n'));
    writeFileSync(path, changed);
    const message = expect.stringContaining(`line ${line}`) as unknown;
    const problem = { code: 'LEDGER_DAMAGED', details: { line }, message };
    expect(attempt(() => counts(journal))).toMatchObject(problem);
    expect(readFileSync(path, 'utf8')).toBe(changed);
  });

  it('is one in which a line was moved to another place, though somebody has written behind it', () => {
    const journal = createJournal(path);
    for (let round = 0; round < 2; round++) count(journal);
    const before = readFileSync(path);
    const at = before.indexOf('\n') + 1;
    const moved = Buffer.from(`${formatLine({ at, prev: '0123456789abcdef' }, { count: 2 }, 'n')}\n`);
    const whole = Buffer.concat([before, moved]);
    const last = formatLine({ at: whole.length, prev: digestSpan(whole.subarray(at)) }, { count: 3 }, 'n');
    writeFileSync(path, `${whole.toString()}${last}\n`);
    expect(attempt(() => counts(journal))).toMatchObject({ code: 'LEDGER_DAMAGED', details: { line: 3 } });
  });

  it.each([
    ['the shorter branch first', 1, 3],
    ['the longer branch first', 3, 2],
  ])('is one into which git put the lines of two branches, %s', (_, one, two) => {
    const journal = createJournal(path);
    count(journal);
    const base = readFileSync(path);
    const write = (times: number): Buffer => {
      writeFileSync(path, base);
      for (let time = 0; time < times; time++) count(journal);
      return readFileSync(path).subarray(base.length);
    };
    // Lines are not all of one length; where those of both branches are, one begins where each was written for.
    for (let round = 0; round < 10; round++) {
      writeFileSync(path, Buffer.concat([base, write(one), write(two)]));
      expect(attempt(() => count(journal))).toMatchObject({ code: 'LEDGER_DAMAGED' });
    }
  });

  it('is found wherever one byte differs', () => {
    const journal = createJournal(path);
    for (let round = 0; round < 4; round++) count(journal);
    const whole = readFileSync(path);
    // A last line without its end could be one whose writer was killed.
    const end = whole.length - 2;
    fc.assert(
      fc.property(fc.nat(end - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const damaged = Buffer.from(whole);
        damaged[index] = (damaged[index] ?? 0) ^ change;
        writeFileSync(path, damaged);
        expect(attempt(() => counts(journal))).toMatchObject({ code: 'LEDGER_DAMAGED' });
      }),
      { numRuns: 200 },
    );
  });
});

it('keeps no index, and reads nothing but its end, where entries are found by no word', () => {
  const journal = createJournal(path, { longTail: 100 });
  for (let round = 0; round < 10; round++) count(journal);
  const damaged = readFileSync(path, 'utf8').replace('"count":3', '"count":7');
  writeFileSync(path, damaged);
  expect(count(journal)).toEqual({ count: 11 });
  expect(existsSync(`${path}.index`)).toBe(false);
});

describe('a place of which nobody can tell what it holds', () => {
  const places: readonly (readonly [string, string, () => void])[] = [
    ['is a folder', 'journal.jsonl', () => mkdirSync(path)],
    ['is a device', '/dev/null', () => undefined],
    ['stands below a file', 'file/journal.jsonl', () => writeFileSync(join(folder, 'file'), '')],
    ['is a link to nowhere', 'journal.jsonl', () => symlinkSync('gone', path)],
    ['is behind a link to nowhere', 'a/b/journal.jsonl', () => symlinkSync('gone', join(folder, 'a'))],
    ['is behind a link to itself', 'a/journal.jsonl', () => symlinkSync('a', join(folder, 'a'))],
  ];
  it.skipIf(process.platform === 'win32').each(places)('is not empty: it %s', (_, name, prepare) => {
    prepare();
    const journal = createJournal(resolve(folder, name));
    expect(attempt(() => counts(journal))).toMatchObject({ code: 'LEDGER_UNREACHABLE' });
    expect(attempt(() => count(journal))).toMatchObject({ code: 'LEDGER_UNREACHABLE' });
    expect(existsSync(join(folder, 'gone'))).toBe(false);
  });
});

it('follows a link to a file, and makes the folders that it lacks', () => {
  writeFileSync(join(folder, 'file'), '');
  symlinkSync('file', path);
  expect([counts(createJournal(path)), count(createJournal(path))]).toEqual([[], { count: 1 }]);
  const deep = createJournal(join(folder, 'a/b/journal.jsonl'));
  expect([counts(deep), count(deep)]).toEqual([[], { count: 1 }]);
});

it('keeps a folder .verstamp out of git', () => {
  count(createJournal(join(folder, '.verstamp', 'journal.jsonl')));
  expect(readFileSync(join(folder, '.verstamp', '.gitignore'), 'utf8')).toBe('*\n');
});

/** Writes another number into a line, which is sound by itself. */
function forge(line = ''): string {
  const { at, prev, nonce } = JSON.parse(line) as { at: number; prev: string; nonce: string };
  return formatLine({ at, prev }, { count: 7 }, nonce);
}

function attempt(act: () => unknown): unknown {
  try {
    return act();
  } catch (problem) {
    return problem;
  }
}
