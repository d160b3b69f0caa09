import { expect, it } from 'vitest';
import { listBundlerRuns } from './bundler-runs.ts';

const NONE = { configs: [], isGiven: false, root: undefined };

it.each([
  ['vite', [{ ...NONE, bundler: 'vite' }]],
  ['tsc -p . && vite build', [{ ...NONE, bundler: 'vite', root: '' }]],
  ['npx vite build ./demo/ --outDir ../dist', [{ ...NONE, bundler: 'vite', root: 'demo' }]],
  ['vite build --outDir dist', [{ ...NONE, bundler: 'vite', root: '' }]],
  [
    'vite build --config=./vite.prod.ts',
    [{ bundler: 'vite', configs: ['vite.prod.ts'], isGiven: true, root: '' }],
  ],
  ['vite build -c "$CONFIG"', [{ ...NONE, bundler: 'vite', isGiven: true, root: '' }]],
  [
    'webpack -c a.js --config "b/b.cjs" --merge && rollup -c --bundleConfigAsCjs',
    [
      { ...NONE, bundler: 'webpack', configs: ['a.js', 'b/b.cjs'], isGiven: true },
      { ...NONE, bundler: 'rollup', isGiven: true },
    ],
  ],
  ['eslint vite.config.ts -c eslint.config.js', []],
  [
    'concurrently "vite build" "rollup -c r.js"',
    [
      { ...NONE, bundler: 'vite', root: '' },
      { ...NONE, bundler: 'rollup', configs: ['r.js'], isGiven: true },
    ],
  ],
  ['vite build 2>&1 | tee log', [{ ...NONE, bundler: 'vite', root: '' }]],
  ["vite build 'demo'", [{ ...NONE, bundler: 'vite', root: 'demo' }]],
  ['electron-vite build && vite-node a.js && vitest -c b.ts', []],
])('knows how %j runs bundlers', (command, runs) => {
  expect(listBundlerRuns([command])).toEqual(runs);
});
