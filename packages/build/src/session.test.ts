import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { resolveOptions } from './options.ts';
import { createProject } from './session.ts';

it.each([
  ['a.js', 'b.js'],
  [() => 'a.js', () => 'b.js'],
])('gives outputs named by %s and %s one version, whatever is written meanwhile', async (one, other) => {
  const root = makeFolder();
  const write = (version: string) =>
    writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'shop', version }));
  write('1.0.0');
  const project = createProject(root, resolveOptions({ revision: 1 }));
  const first = await project.begin(['rollup', one]).stamp();
  write('2.0.0');
  expect((await project.begin(['rollup', other]).stamp()).version).toBe(first.version);
});
