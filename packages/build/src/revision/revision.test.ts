import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { chooseRevision } from './choose.ts';
import { clock } from './clock.ts';
import { findLedger, openLedger } from './open-ledger.ts';
import { fileLedger } from './file.ts';

const subject = { name: 'shop', version: '1.4.3' };
let root: string;
beforeEach(() => {
  root = makeFolder();
});
afterEach(() => {
  vi.unstubAllEnvs();
  chmodSync(root, 0o755);
});

const config = (content: string) => writeFileSync(join(root, 'verstamp.json'), content);

describe('the clock', () => {
  it('counts seconds since 2020, and grows where the time does not', async () => {
    const start = Date.UTC(2026, 10, 21);
    const times = [0, 0, 400, 2500, -3_600_000].map((step) => start + step);
    const numbers: number[] = [];
    for (const time of times) numbers.push(await clock({ root, now: () => time }).next(subject));
    const first = (start - Date.UTC(2020, 0, 1)) / 1000;
    expect(numbers).toEqual([first, first + 1, first + 2, first + 3, first + 4]);
  });

  it('begins at 1 where the machine does not know the time, and goes on when it does', async () => {
    const first = Date.UTC(2020, 0, 1, 0, 1);
    const numbers: number[] = [];
    for (const time of [0, 0, first, 0]) numbers.push(await clock({ root, now: () => time }).next(subject));
    expect(numbers).toEqual([1, 2, 60, 61]);
  });

  it('gives checkouts of one package on one machine numbers of their own', async () => {
    vi.stubEnv('TMPDIR', makeFolder());
    const sources = [clock({ root }), clock({ root: makeFolder() }), clock({ root: makeFolder() })];
    const numbers: number[] = [];
    for (const source of [...sources, ...sources]) numbers.push(await source.next(subject));
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  });

  it('grows in one checkout on a machine without a temporary folder', async () => {
    writeFileSync(join(root, 'file'), '');
    vi.stubEnv('TMPDIR', join(root, 'file'));
    const numbers = [await clock({ root }).next(subject), await clock({ root }).next(subject)];
    expect(numbers[1]).toBeGreaterThan(numbers[0] ?? Infinity);
  });

  it('is the time alone where nothing can be written, and says so once', async () => {
    writeFileSync(join(root, '.verstamp'), 'a file, so that no folder can be made');
    const said: string[] = [];
    const source = clock({
      root,
      now: () => Date.UTC(2020, 0, 1, 0, 1),
      warn: (message) => said.push(message),
    });
    expect([await source.next(subject), await source.next(subject)]).toEqual([60, 60]);
    expect(said).toEqual([expect.stringContaining('the time alone')]);
  });
});

describe('the file ledger', () => {
  it('counts up for each name, whatever the order, from its start', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', '@c/d'), { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        async (names, start) => {
          const folder = mkdtempSync(join(root, 'run-'));
          const seen = new Map<string, number>();
          for (const name of names) {
            const expected = (seen.get(name) ?? start - 1) + 1;
            expect(await fileLedger(join(folder, 'l.jsonl'), { start }).next({ ...subject, name })).toBe(
              expected,
            );
            seen.set(name, expected);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('the source of a revision', () => {
  it('is the option, then the variable, then the ledger, then the clock', () => {
    const own = { source: 'own', next: () => Promise.resolve(1) };
    const env = { VERSTAMP_REVISION: '7', VERSTAMP_LEDGER: 'file:l.jsonl' };
    expect(chooseRevision({ root, env, revision: own })).toBe(own);
    expect(chooseRevision({ root, env, revision: 3 }).source).toBe('option');
    expect(chooseRevision({ root, env }).source).toBe('env');
    expect(chooseRevision({ root, env: { VERSTAMP_LEDGER: 'file:l.jsonl' } }).source).toBe('file');
    config('{ "ledger": "file:l.jsonl" }');
    expect(chooseRevision({ root, env: {} }).source).toBe('file');
    // As some editors write it.
    config('\uFEFF{}');
    expect(chooseRevision({ root, env: {} }).source).toBe('clock');
  });

  it('asks a ledger on the network for releases only', () => {
    const env = { VERSTAMP_LEDGER: 'git+ref:origin' };
    expect(chooseRevision({ root, env }).source).toBe('clock');
    expect(chooseRevision({ root, env: { ...env, VERSTAMP_RELEASE: '0' } }).source).toBe('clock');
    expect(chooseRevision({ root, env: { ...env, VERSTAMP_RELEASE: '1' } }).source).toBe('git');
    expect(chooseRevision({ root, env, release: true }).source).toBe('git');
  });

  it.each([
    ['the clock', {}],
    ['the variable', { env: { VERSTAMP_REVISION: '65536' } }],
    ['the option', { revision: 65_536 }],
    ['a source of its own', { revision: { source: 'own', next: async () => 65_536 } }],
  ])('keeps to the limit of verstamp.json, whatever gives it: %s', async (_, choice) => {
    config('{ "limit": 65535 }');
    await expect(chooseRevision({ root, env: {}, ...choice }).next(subject)).rejects.toMatchObject({
      code: 'REVISION_LIMIT',
    });
  });

  it('lets a build that does not ask its ledger keep to the limit with 0, and says so once', async () => {
    config('{ "ledger": "git+ref:origin", "limit": 65535 }');
    const said = vi.spyOn(console, 'warn').mockReturnValue();
    const sources = [chooseRevision({ root, env: {} }), chooseRevision({ root, env: {} })];
    expect([await sources[0]?.next(subject), await sources[1]?.next(subject)]).toEqual([0, 0]);
    expect(sources[0]?.source).toBe('dev');
    expect(said.mock.calls).toEqual([[expect.stringContaining('VERSTAMP_RELEASE=1')]]);
    said.mockRestore();
    config('{ "ledger": "git+ref:origin", "limit": 4294967295 }');
    expect(await chooseRevision({ root, env: {} }).next(subject)).toBeGreaterThan(65_535);
  });

  it.each(['1e3', '-1', '01', '1.5', ' 1', '9007199254740993', 'abc', '１'])(
    'is not the variable %j',
    (value) => {
      expect(() => chooseRevision({ root, env: { VERSTAMP_REVISION: value } })).toThrow('gave no revision');
    },
  );

  it('starts from the folder of verstamp.json, found from any folder below', () => {
    config('{ "ledger": "file:state/l.jsonl", "start": 5 }');
    const below = join(root, 'packages/app');
    mkdirSync(below, { recursive: true });
    expect(findLedger(below, {})).toEqual({ folder: root, address: 'file:state/l.jsonl', start: 5 });
    expect(findLedger(below, { VERSTAMP_LEDGER: 'file:/l.jsonl' })).toMatchObject({
      address: 'file:/l.jsonl',
    });
  });

  it.each([
    ['the top of the git work tree', 'app/.git', 'app'],
    ['the folder of the nearest package.json', 'app/packages/shop/package.json', 'app/packages/shop'],
  ])('starts from %s without a verstamp.json, in any folder below', (_, file, folder) => {
    const below = join(root, 'app/packages/shop/src');
    mkdirSync(below, { recursive: true });
    writeFileSync(join(root, 'app/packages/shop/package.json'), '{}');
    writeFileSync(join(root, file), '{}');
    expect(findLedger(below, { VERSTAMP_LEDGER: 'file:l.jsonl' })?.folder).toBe(join(root, folder));
  });

  it.each([
    '',
    '[]',
    '{ "ledger": 1 }',
    '{ "start": 0 }',
    '{ "start": "1" }',
    '{ "ledgr": "file:l" }',
    '{ "unplanned": "Warn" }',
    '{ "unplanned": null }',
    '// no',
  ])('is no %j', (content) => {
    config(content);
    expect(() => findLedger(root, {})).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  it.each([
    'git+ref:',
    'git+ref:--upload-pack=x',
    'postgres://u:p@h#x/db',
    'mysql://u:p@h/db',
    'l.jsonl',
    'file:',
    '',
  ])('is no ledger at %j', (address) => {
    const open = () => openLedger({ folder: root, address, start: undefined });
    expect(open).toThrow(expect.objectContaining({ code: 'LEDGER_UNKNOWN' }));
    expect(open).not.toThrow('u:p@h');
  });
});
