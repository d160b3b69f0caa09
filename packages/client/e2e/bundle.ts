import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles code as a page would get it: by esbuild, minified, one ES module. */
export async function bundle(code: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    conditions: ['@verstamp/source'],
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
