import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { expect, it } from 'vitest';
import { readScripts } from './scripts.ts';

it.each([
  ['webpack --config webpack.prod.js', 'webpack.prod.js', ['webpack']],
  ['vite build -c vite.lib.js', 'vite.lib.js', ['vite']],
  ['concurrently vite "tailwindcss -c tailwind.config.js"', 'tailwind.config.js', []],
  ['jest rollup -c jest.config.js', 'jest.config.js', []],
])('knows by %j what %s configures', async (command, file, bundlers) => {
  const root = makeFolder();
  writeFileSync(join(root, file), 'export default {};');
  const scope = { root, folder: '', commands: { build: command }, members: new Set<string>() };
  expect(await readScripts(scope)).toMatchObject([{ file, bundlers }]);
});
