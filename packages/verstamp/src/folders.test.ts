import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

/** The folders, from those that use others to those that are used. */
const FOLDERS: readonly string[] = [
  'commands',
  'init',
  'doctor',
  'guard',
  'next',
  'repository',
  'targets',
  'options',
  'terminal',
  'script',
  'edit',
];

/** The files at the root that bring everything together; what is in a folder imports none of them. */
const TOP: ReadonlySet<string> = new Set(['main.ts', 'index.ts', 'run.ts', 'invocation.ts']);

const src = import.meta.dirname;

const imports = globSync('*/**/*.ts', { cwd: src }).flatMap((file) => {
  const text = readFileSync(join(src, file), 'utf8');
  const paths = [...text.matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) => path);
  return paths.map(
    (path) => [file, relative(src, join(src, dirname(file), path)).replaceAll('\\', '/')] as const,
  );
});

const folderOf = (path: string): string => path.split(/[\\/]/)[0] ?? '';

it('knows every folder', () => {
  expect([...new Set(imports.map(([file]) => folderOf(file)))].toSorted()).toEqual(FOLDERS.toSorted());
});

it('has folders that import each other in one direction only', () => {
  const against = imports.filter(([file, path]) => {
    if (TOP.has(path)) return true;
    const [from, to] = [folderOf(file), folderOf(path)].map((folder) => FOLDERS.indexOf(folder));
    return to !== undefined && from !== undefined && to >= 0 && to < from;
  });
  expect(against).toEqual([]);
});
