import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readStampRecord } from '../src/output/read-record.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { compareOutputs } from './outputs.ts';
import { anyOutput, bundlers, type BuildProgram, type Output } from './programs/bundlers.ts';
import { anyProgram, listRun, writeProgram, type Program } from './programs/program.ts';

/** An output of each of two revisions, and the files that start it. */
interface Built {
  readonly folders: readonly [string, string];
  readonly entries: readonly string[];
}

async function buildTwice(build: BuildProgram, program: Program, output: Output): Promise<Built> {
  const root = makeFolder();
  // Rollup knows no folder but the process's.
  vi.spyOn(process, 'cwd').mockReturnValue(root);
  const entries = writeProgram(root, program);
  const written: (readonly string[])[] = [];
  for (const revision of ['9', '10']) {
    vi.stubEnv('VERSTAMP_REVISION', revision);
    written.push(await build({ root, folder: join(root, revision), entries, output }));
  }
  expect(written[1]).toEqual(written[0]);
  return { folders: [join(root, '9'), join(root, '10')], entries: written[0] ?? [] };
}

/** What a module says of itself. */
interface Line {
  readonly number: number;
  readonly version: string;
}

/** Starts the first output, puts the second in its place, and says what each module knows as its version. */
function run({ folders: [first, second], entries }: Built): readonly Line[] {
  const live = join(first, '../live');
  cpSync(first, live, { recursive: true });
  const code = `
    import { cpSync } from 'node:fs';
    const { promise, resolve } = Promise.withResolvers();
    globalThis.deployed = promise;
    for (const entry of ${JSON.stringify(entries)}) await import('./live/' + entry);
    cpSync(${JSON.stringify(second)}, ${JSON.stringify(live)}, { recursive: true });
    resolve();`;
  const start = join(first, '../start.mjs');
  writeFileSync(start, code);
  const said = execFileSync(process.execPath, [start], { encoding: 'utf8' }).trimEnd().split('\n');
  return said.map((line) => JSON.parse(line) as Line);
}

function mayBeRefused({ modules }: Program, { entryNames, chunkNames }: Output): boolean {
  const isHashed = `${entryNames}${chunkNames}`.includes('[hash]');
  return isHashed && modules.some(({ reads }) => reads === 'static');
}

/** Tells whether a chunk that is loaded late knows the version of the entry that loads it. */
function keepsVersion(bundler: string, { modules }: Program, { entryNames, chunkNames }: Output): boolean {
  // Theirs load the file of the stamp when they are loaded themselves.
  if (['webpack', 'rspack'].includes(bundler)) return false;
  // Rolldown's helpers for the module as a whole may stand in the entry, which has to have run before.
  if (modules.some(({ reads }) => reads === 'whole' || reads === 'late')) return false;
  // A chunk of fixed name is that of the new build.
  return chunkNames.includes('[hash]') && !entryNames.includes('[hash]');
}

beforeAll(() => vi.stubEnv('SOURCE_DATE_EPOCH', '1790000000'));
afterAll(() => vi.unstubAllEnvs());

describe.each(Object.entries(bundlers))('any program for Node, %s', (bundler, build) => {
  it('keeps its names and what is hashed, records what is stamped, and knows its version', async () => {
    await fc.assert(
      fc.asyncProperty(anyProgram, anyOutput(bundler), async (program, output) => {
        const built = await buildTwice(build, program, output).catch((error: unknown) => {
          // Hashed files never hold the stamp, which is what the static module asks for.
          if (!mayBeRefused(program, output)) throw error;
          expect(String(error)).toContain('whose name is a hash');
        });
        if (!built) return;
        const { renamed, changed } = compareOutputs(...built.folders);
        expect(renamed).toEqual([]);
        const { stamps = [], derived = [] } = readStampRecord(built.folders[0]) ?? {};
        const recorded = new Set([...stamps, ...derived].map(({ file }) => file));
        expect(changed.filter((file) => !recorded.has(file))).toEqual(['.verstamp/stamp.json']);
        const known = run(built);
        expect(new Set(known.map(({ number }) => number))).toEqual(listRun(program));
        const isKept = keepsVersion(bundler, program, output);
        const versions = isKept ? ['1.4.3.9'] : ['1.4.3.9', '1.4.3.10'];
        for (const { number, version } of known)
          expect(program.modules[number]?.reads === 'nothing' ? ['none'] : versions).toContain(version);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});
