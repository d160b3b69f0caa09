import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { expect, it } from 'vitest';
import { readConfiguration } from './changesets.ts';
import { askLibrary } from './packages.ts';

it('repeats no password of a setting that cannot be one', async () => {
  const root = makeFolder();
  mkdirSync(join(root, '.changeset'));
  writeFileSync(join(root, 'package.json'), '{"name":"shop","version":"1.0.0"}');
  writeFileSync(join(root, '.changeset/config.json'), '{"access":"https://ada:pa55@host.example/x"}');
  await expect(readConfiguration(root, await askLibrary(root))).rejects.toMatchObject({
    code: 'WORKSPACE_INVALID',
    message: expect.stringContaining('"https://***@host.example/x"'),
  });
});
