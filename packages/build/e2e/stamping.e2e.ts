import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatStamp, safeParseStamp } from '@verstamp/core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readFilesRecord, readStampRecord } from '../src/output/read-record.ts';
import { libraries, pages, plainPages, plainServers, splitServers, type Bundler } from './bundlers/index.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { compareOutputs, isHashed, readOutputs } from './outputs.ts';

const RECORD = '.verstamp/stamp.json';

interface Scenario {
  readonly scenario: string;
  readonly bundlers: readonly Bundler[];
  /** The files that may differ between two builds of the same sources. */
  readonly stamped: RegExp;
  /** Whether it has files whose names are hashes at all. */
  readonly hashed: boolean;
  /** The version in the built program, and what it says when it is started. */
  readonly version: (revision: number) => string;
  readonly start?: string;
}

const server = (revision: number) => `2.0.0.${revision}-rc.1`;

const scenarios: readonly Scenario[] = [
  {
    scenario: 'pages, lazy chunks and workers',
    bundlers: [...pages(), ...plainPages],
    hashed: true,
    stamped: /\.html$/,
    version: (revision) => `1.4.3.${revision}`,
  },
  {
    scenario: 'a server with hashed chunks',
    bundlers: splitServers,
    hashed: true,
    stamped: /(^|\/)verstamp\.js(\.map)?$/,
    version: server,
    start: 'import("./main.js")',
  },
  {
    scenario: 'a server in unhashed files',
    bundlers: plainServers,
    hashed: false,
    stamped: /(^|\/)(main|lazy|verstamp|_virtual_verstamp|\d+)\.js(\.map)?$/,
    version: server,
    start: 'import("./main.js")',
  },
  {
    scenario: 'a library in two formats',
    bundlers: libraries,
    hashed: false,
    stamped: /^(verstamp|library|library\.umd)\.c?js(\.map)?$/,
    version: server,
    start: `import("./library.js").then(({ version, stamp, display, name }) =>
      console.log(JSON.stringify({ name, version, stamp, display, lazy: require("./library.umd.cjs").version })))`,
  },
];

const table = scenarios.flatMap(({ bundlers, ...scenario }) =>
  bundlers.map((bundler) => ({ ...scenario, ...bundler })),
);

describe.each(table)('$scenario, $bundler', ({ build, hashed, stamped, version, start }) => {
  const root = makeFolder();
  const folders = [9, 10].map((revision) => join(root, String(revision))) as [string, string];

  beforeAll(async () => {
    vi.stubEnv('SOURCE_DATE_EPOCH', '1790000000');
    for (const revision of [9, 10]) {
      vi.stubEnv('VERSTAMP_REVISION', String(revision));
      await build({ folder: join(root, String(revision)), options: { rule: 'xx------' } });
    }
    vi.unstubAllEnvs();
  });

  it('renames nothing when only the revision changes', () => {
    expect(compareOutputs(...folders).renamed).toEqual([]);
    expect([...readOutputs(folders[0]).keys()].some(isHashed)).toBe(hashed);
  });

  it('puts out the same bytes for the same revision and time', async () => {
    vi.stubEnv('SOURCE_DATE_EPOCH', '1790000000');
    for (const name of ['once', 'again']) {
      await build({ folder: join(root, name), options: { revision: 10 } });
    }
    vi.unstubAllEnvs();
    const { renamed, changed } = compareOutputs(join(root, 'once'), join(root, 'again'));
    expect([renamed, changed]).toEqual([[], []]);
  });

  it('changes only files that hold the stamp, none of them with a hashed name', () => {
    const { changed } = compareOutputs(...folders);
    const others = changed.filter(
      (path) => !stamped.test(path) && path !== RECORD && path !== 'version.json',
    );
    expect(others).toEqual([]);
    expect(changed.filter(isHashed)).toEqual([]);
    expect(changed.some((path) => stamped.test(path))).toBe(true);
  });

  it('gives the same digests for both revisions, and one for every file', () => {
    const [first, second] = folders.map((folder) =>
      readFileSync(join(folder, '.verstamp/files.json'), 'utf8'),
    );
    expect(second).toBe(first);
    const listed = readFilesRecord(folders[0])?.files.map(({ path }) => path);
    const present = [...readOutputs(folders[0]).keys()].filter((path) => !path.startsWith('.verstamp/'));
    expect(listed).toEqual(present.toSorted());
  });

  it('records where each stamp stands', () => {
    for (const [index, folder] of folders.entries()) {
      const record = readStampRecord(folder);
      const files = new Set(record?.stamps.map(({ file }) => file));
      expect([...files].filter((file) => stamped.test(file))).not.toEqual([]);
      expect(files).toContain('version.json');
      for (const { file, offset, length, kind } of record?.stamps ?? []) {
        const text = readFileSync(join(folder, file)).toString('utf8', offset, offset + length);
        const found: unknown = kind === 'document' ? JSON.parse(text) : safeParseStamp(text);
        expect(found).toMatchObject({ version: version(index + 9), time: '2026-09-21T14:13:20Z' });
      }
    }
  });

  it('advertises the rule', () => {
    const document: unknown = JSON.parse(readFileSync(join(folders[1], 'version.json'), 'utf8'));
    expect(document).toMatchObject({ version: version(10), rule: 'xx------' });
  });

  if (start === undefined) return;
  it('knows its version when it is started', () => {
    for (const [index, folder] of folders.entries()) {
      const expected = version(index + 9);
      expect(JSON.parse(run(start, folder))).toMatchObject({
        name: 'server',
        version: expected,
        stamp: recordedStamp(folder),
        display: '2.0.0-rc.1',
        lazy: expected,
      });
    }
  });
});

/** The text of the stamp that a build recorded; nothing of how it is carried is left in it. */
function recordedStamp(folder: string): string | undefined {
  const stamp = readStampRecord(folder)?.stamp;
  return stamp && formatStamp(stamp);
}

/** Runs code as a module that stands in a folder. */
function run(code: string, folder: string): string {
  const file = join(folder, 'start.mjs');
  const prelude =
    'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
  writeFileSync(file, `${prelude} await ${code};`);
  return execFileSync(process.execPath, [file], { encoding: 'utf8' });
}
