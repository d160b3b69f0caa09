import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import { openFolder } from './folder.ts';

function open(contents: Readonly<Record<string, string>>, bytes = 100) {
  const folder = makeFolder();
  for (const [name, text] of Object.entries(contents)) writeFileSync(join(folder, name), text);
  return openFolder(folder, { target: 'dist', files: 10, bytes });
}

function openWritten(folder: string) {
  return openFolder(folder, { target: 'dist', files: 10, bytes: 100 });
}

/** Names a file or folder in bytes of Latin-1. */
function latin1(folder: string, end: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from(end)]);
}

it('keeps what is handed over while others are read, and what was read for good', () => {
  const files = open({ 'a.js': 'first', 'b.js': 'second', 'c.js': 'third' });
  const texts = files.use?.('a.js', (bytes) => {
    const other = files.get('b.js');
    files.get('c.js');
    return [bytes, other].map(String);
  });
  expect(texts).toEqual(['first', 'second']);
});

it('has nothing to hand over of a file that is not there', () => {
  const files = open({});
  expect(files.use?.('a.js', () => expect.unreachable())).toBeUndefined();
  expect(files.get('a.js')).toBeUndefined();
});

it('reads no file that is too large, either way', () => {
  const files = open({ 'a.js': 'twelve bytes' }, 11);
  expect(() => files.get('a.js')).toThrow('too large');
  expect(() => files.use?.('a.js', String)).toThrow('too large');
});

describe.runIf(process.platform === 'linux')('a name that is no UTF-8', () => {
  it('is passed over at no file', () => {
    const folder = makeFolder();
    writeFileSync(latin1(folder, '.js'), 'late');
    const files = openWritten(folder);
    const [path = ''] = files.keys();
    expect(() => files.use?.(path, String)).toThrow('its name is no UTF-8');
    expect(() => files.get(path)).toThrow('its name is no UTF-8');
  });

  it('is passed over at no folder', () => {
    const folder = makeFolder();
    mkdirSync(latin1(folder, ''));
    expect(() => openWritten(folder)).toThrow('it cannot be listed: a name is no UTF-8.');
  });

  it('is not taken for the fault of one that is', () => {
    const file = `${makeFolder()}/caf\uFFFD`;
    writeFileSync(file, '');
    expect(() => openWritten(file)).toThrow('it cannot be listed.');
  });
});
