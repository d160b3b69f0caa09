import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { formatPage } from '../../app/sources.ts';
import { importInstalled } from '../install.ts';
import { HASHED_FOLDER, type Build, type BuildRequest } from './bundler.ts';

/** Builds with esbuild, which leaves pages to others. */
export const esbuildBuild: Build = async (request) => {
  const { build } = await import('esbuild');
  const { root, folder, output, pages, plugins, define } = request;
  const isSite = output === 'site';
  const names = isSite ? pages : ['server'];
  const hashed = `${HASHED_FOLDER}/[name]-[hash]`;
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `src/${name}.js`, out: name })),
    outdir: folder,
    entryNames: isSite ? hashed : '[name]',
    chunkNames: output === 'file' ? 'chunks/[name]' : hashed,
    bundle: true,
    minify: true,
    sourcemap: true,
    splitting: output !== 'file',
    format: 'esm',
    platform: isSite ? 'browser' : 'node',
    metafile: true,
    logLevel: 'silent',
    define: { ...define },
    plugins: plugins as { readonly name: string; setup(): void }[],
  });
  if (!isSite) return;
  const tag = await formatTag(request);
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
    const page = pages.find((name) => entryPoint === `src/${name}.js`);
    if (page === undefined) continue;
    const script = `/${relative(folder, join(root, path))}`;
    writeFileSync(join(folder, `${page}.html`), formatPage(page, script, tag));
  }
};

/** What a page that somebody else writes takes from the plugin. */
async function formatTag({ root, folder }: BuildRequest): Promise<string> {
  const path = join(folder, '.verstamp/stamp.json');
  if (!existsSync(path)) return '';
  const { stampTag } = (await importInstalled(root, '@verstamp/core')) as {
    readonly stampTag: (stamp: unknown) => string;
  };
  const { stamp } = JSON.parse(readFileSync(path, 'utf8')) as { readonly stamp: unknown };
  return `\n    ${stampTag(stamp)}`;
}
