import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { expect, it } from 'vitest';
import { makeChanges, planJsonEdits } from './change.ts';

it('changes nothing where a file has gone since it was read', async () => {
  const root = makeFolder();
  const changes = [
    { file: 'new.json', before: undefined, after: '{}' },
    { file: 'gone.json', before: '{}', after: '{ }' },
  ];
  await expect(makeChanges(root, changes)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  expect(readdirSync(root)).toEqual([]);
});

it('leaves nothing beside a file that it cannot write', async () => {
  const root = makeFolder();
  writeFileSync(join(root, 'a.json'), '{}');
  const changes = [
    { file: 'a.json', before: '{}', after: '{ }' },
    { file: 'a.json/b.json', before: undefined, after: '{}' },
  ];
  await expect(makeChanges(root, changes)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  expect(readdirSync(root)).toEqual(['a.json']);
  expect(readFileSync(join(root, 'a.json'), 'utf8')).toBe('{}');
});

it('edits no JSON that is no UTF-8: it would hold something else', async () => {
  const root = makeFolder();
  writeFileSync(join(root, 'package.json'), Buffer.from('{"author":"J\u00fcrgen"}', 'latin1'));
  const edit = { file: 'package.json', path: ['private'], value: true } as never;
  await expect(planJsonEdits(root, [edit])).rejects.toMatchObject({ code: 'WORKSPACE_INVALID' });
});
