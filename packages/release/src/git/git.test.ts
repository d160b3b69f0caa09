import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { makeRepository } from '@verstamp/testing/git';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { askGit, git, plain } from './git.ts';

it('runs nothing that a package has installed under the name of git', async () => {
  const root = makeFolder();
  const bin = join(root, 'node_modules', '.bin');
  makeRepository(join(root, 'repository'));
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'git'), `#!/bin/sh\ntouch '${root}/ran'\n`);
  chmodSync(join(bin, 'git'), 0o755);
  // As scripts of package.json are started.
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env['PATH']}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await git(join(root, 'repository'), ['remote'])).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(root, 'ran'))).toBe(false);
});

it.each(['plain', 'with/slash', 'with@sign', `${'long'.repeat(100)}end`])(
  'shows no password of a remote, as in %j',
  async (password) => {
    const root = makeFolder();
    makeRepository(root, `https://user:${password}@127.0.0.1:1/shop.git`);
    const asked = askGit(root, ['ls-remote', '--tags', 'origin'], 'release');
    await expect(asked).rejects.toMatchObject({
      message: expect.not.stringContaining(password.slice(-4)),
    });
    expect(plain(`fatal: 'https://user:${password}@host/'`)).not.toContain(password.slice(-4));
  },
);
