import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { findNearestPackage } from './nearest-package.ts';

it('reads the nearest package.json, with or without a mark before it', async () => {
  const root = makeFolder();
  mkdirSync(join(root, 'src'));
  for (const mark of ['', '\uFEFF']) {
    writeFileSync(join(root, 'package.json'), `${mark}{"name":"cart","version":"1.0.0"}`);
    const found = await findNearestPackage(join(root, 'src'));
    expect(found).toEqual({ name: 'cart', version: '1.0.0', folder: root });
  }
});

it.each([
  ['{', 'JSON'],
  ['{"version":"1.0.0"}', 'no name'],
  ['{"name":"cart"}', 'no version'],
])('refuses a package.json that holds %s', async (text, reason) => {
  const root = makeFolder();
  writeFileSync(join(root, 'package.json'), text);
  await expect(findNearestPackage(root)).rejects.toMatchObject({
    code: 'WORKSPACE_INVALID',
    details: { path: join(root, 'package.json'), reason: expect.stringContaining(reason) },
  });
});
