import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { expect, it } from 'vitest';
import { readFilesRecord } from './read-record.ts';
import { DIGESTS_FILE } from './record.ts';
import { writeRecords } from './write.ts';

it('leaves no digests of an earlier build where none are wanted', () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'main.js'), 'main();');
  const stamp = { name: 'shop', time: '2026-11-21T02:00:00Z', source: 'clock' };
  for (const [version, digests] of [
    ['1.4.3.9', true],
    ['1.4.3.10', false],
  ] as const) {
    writeRecords(folder, { stamp: { ...stamp, version }, document: false, digests, paths: ['main.js'] });
    expect(existsSync(join(folder, DIGESTS_FILE))).toBe(digests);
  }
});

it('keeps the digests of another output of the same build, as long as its files are there', () => {
  const folder = makeFolder();
  const stamp = { name: 'shop', version: '1.4.3.9', time: '2026-11-21T02:00:00Z', source: 'clock' };
  const write = (path: string, digests: boolean): void => {
    writeFileSync(join(folder, path), 'main();');
    writeRecords(folder, { stamp, document: false, digests, paths: [path] });
  };
  write('sw.mjs', true);
  write('main.js', false);
  expect(readFilesRecord(folder)?.files).toMatchObject([{ path: 'sw.mjs' }]);
  // Plugins rename what they had built.
  renameSync(join(folder, 'sw.mjs'), join(folder, 'sw.js'));
  write('main.js', false);
  expect(existsSync(join(folder, DIGESTS_FILE))).toBe(false);
});
