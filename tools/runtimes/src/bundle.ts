import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles the program once, for every runtime the same. */
export async function bundleProgram(): Promise<{ readonly text: string; readonly contents: Uint8Array }> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('program.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    conditions: ['@verstamp/source'],
  });
  const [bundle] = outputFiles;
  if (!bundle) throw new Error('esbuild gave no program.');
  return bundle;
}
