import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { expect, it } from 'vitest';
import { openFolder } from './folder.ts';

function open(contents: Readonly<Record<string, string>>, bytes = 100) {
  const folder = makeFolder();
  for (const [name, text] of Object.entries(contents)) writeFileSync(join(folder, name), text);
  return openFolder(folder, { target: 'dist', files: 10, bytes });
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

it.runIf(process.platform === 'linux')('passes over no file whose name is no UTF-8', () => {
  const folder = makeFolder();
  writeFileSync(
    Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.js')]),
    'late',
  );
  const files = openFolder(folder, { target: 'dist', files: 10, bytes: 100 });
  const [path = ''] = files.keys();
  expect(() => files.use?.(path, String)).toThrow('its name is no UTF-8');
  expect(() => files.get(path)).toThrow('its name is no UTF-8');
});
