import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeRepository } from '@verstamp/testing/git';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { git } from './git.ts';

it('runs nothing that a package has installed under the name of git', async () => {
  const root = makeFolder();
  const bin = join(root, 'node_modules', '.bin');
  makeRepository(join(root, 'repository'));
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'git'), `#!/bin/sh\ntouch '${root}/ran'\n`);
  chmodSync(join(bin, 'git'), 0o755);
  expect(await git(join(root, 'repository'), ['remote'])).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(root, 'ran'))).toBe(false);
});
