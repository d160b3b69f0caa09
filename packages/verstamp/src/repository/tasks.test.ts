import { expect, it } from 'vitest';
import type { PackageFacts } from './facts.ts';
import { listBareRoots } from './tasks.ts';

type Commands = PackageFacts['commands'];

it.each<[string, Commands, readonly string[], readonly string[]]>([
  ['as it comes', { build: 'vite build' }, [], ['']],
  ['as it comes, beside a configuration', { build: 'vite build' }, ['p/vite.config.ts'], []],
  [
    'by one of another name in one of two runs',
    { build: 'vite build', lib: 'vite build -c vite.lib.ts' },
    ['p/vite.lib.ts'],
    [''],
  ],
  [
    'two folders, one with a configuration',
    { build: 'vite build', demo: 'vite build demo' },
    ['p/demo/vite.config.ts'],
    [''],
  ],
  ['what a framework finds elsewhere', { build: 'vite build' }, ['p/config/vite.config.ts'], []],
  ['what is outside of it', { build: 'vite build ../web', all: 'vite build /srv/web' }, [], []],
])('knows which folders a package builds %s', (_, commands, files, roots) => {
  const scripts = files.map((file) => ({ file, bundlers: ['vite'] }));
  expect(listBareRoots({ commands, scripts, folder: 'p' } as never)).toEqual(roots);
});
