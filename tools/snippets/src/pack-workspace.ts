import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { list } from 'tar';
import { root } from './folders.ts';
import type { Manifest } from './installed.ts';

const run = promisify(execFile);

/** Packs every package of this workspace as a release would, with what pnpm writes into its manifest. */
export async function packWorkspace(
  target: string,
): Promise<ReadonlyArray<{ readonly tarball: string; readonly manifest: Manifest }>> {
  const npx = ['--yes', '--prefer-offline', 'pnpm@12.21.0'];
  const filters = ['--filter', './packages/*'];
  await run('npx', [...npx, ...filters, 'pack', '--pack-destination', target], { cwd: root });
  const files = (await readdir(target)).filter((file) => file.includes('verstamp'));
  return Promise.all(
    files.map(async (file) => {
      const tarball = join(target, file);
      return { tarball, manifest: await readPackedManifest(tarball) };
    }),
  );
}

async function readPackedManifest(file: string): Promise<Manifest> {
  const chunks: Buffer[] = [];
  await list({
    file,
    filter: (path) => path === 'package/package.json',
    onReadEntry: (entry) => entry.on('data', (chunk: Buffer) => chunks.push(chunk)),
  });
  return JSON.parse(Buffer.concat(chunks).toString()) as Manifest;
}
