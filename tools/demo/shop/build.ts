import { join, resolve } from 'node:path';
import verstamp from '@verstamp/build/esbuild';
import * as esbuild from 'esbuild';
import * as vite from 'vite';

// Builds the app and its server into one folder. Started by `verstamp next -- …`, both get one revision.
const root = import.meta.dirname;
const output = resolve(process.argv[2] ?? join(root, 'dist'));

await vite.build({ root, logLevel: 'warn', build: { outDir: join(output, 'client'), emptyOutDir: true } });
await esbuild.build({
  absWorkingDir: root,
  entryPoints: { server: 'server/main.ts', terminal: 'client/main.ts' },
  outdir: join(output, 'node'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['ws'],
  logLevel: 'warning',
  plugins: [verstamp({ document: false })],
});
