import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { git, makeRepository } from '@verstamp/testing/git';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { readWorkspace } from '../../workspace/workspace.ts';
import { readUncommitted } from './uncommitted.ts';

it('sees a package that stands beside its workspace', async () => {
  const top = makeFolder();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  };
  write('js/pnpm-workspace.yaml', 'packages: [../libs/*, own]\n');
  write('js/package.json', '{"private":true}');
  write('js/own/package.json', '{"name":"own","version":"1.0.0"}');
  write('libs/cart/package.json', '{"name":"cart","version":"1.0.0"}');
  write('libs/cart/größe.js', '1');
  makeRepository(top);
  git(top, 'add', '-A');
  git(top, 'commit', '-q', '-m', 'Change');
  // The way to it may lead over a link.
  symlinkSync(join(top, 'js'), join(top, 'link'));
  const workspace = await readWorkspace(join(top, 'link'));
  expect(await readUncommitted(workspace)).toEqual(new Map());
  write('libs/cart/größe.js', '2');
  const cart = workspace.packages.find(({ name }) => name === 'cart');
  expect(await readUncommitted(workspace)).toEqual(new Map([[cart?.folder, ['../libs/cart/größe.js']]]));
});
