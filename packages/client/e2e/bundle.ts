import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const OWN = fileURLToPath(new URL('..', import.meta.url));

/** Bundles code as a page would get it: by esbuild, minified, one ES module; `folder` is where its imports are looked for. */
export async function bundle(code: string, folder: string = OWN): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    conditions: ['@verstamp/source'],
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
