import { execFile } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { list } from 'tar';

const run = promisify(execFile);
/** The folder of this tool, whose dependencies snippets may import. */
export const own: string = fileURLToPath(new URL('../', import.meta.url));

/** The root of the repository. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

/** What is read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package that is installed here. */
export interface Installed {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Finds installed packages and everything that they depend on; what is for other systems is not there. */
export function findInstalled(names: readonly string[]): readonly Installed[] {
  const found = new Map<string, Installed>();
  const visit = (from: string, name: string): boolean => {
    const folder = findFolder(from, name);
    if (folder === undefined) return false;
    if (found.has(folder)) return true;
    const manifest = readManifest(folder);
    const { dependencies = {}, optionalDependencies = {} } = manifest;
    found.set(folder, { folder, manifest });
    for (const dependency of Object.keys(dependencies)) visit(folder, dependency);
    const present = Object.entries(optionalDependencies).filter(([optional]) => visit(folder, optional));
    found.set(folder, {
      folder,
      manifest: { ...manifest, optionalDependencies: Object.fromEntries(present) },
    });
    return true;
  };
  for (const name of names) if (!visit(own, name)) throw new Error(`${name} is not installed`);
  // Ours are packed, as for a release.
  return [...found.values()].filter(({ folder }) => !folder.startsWith(join(root, 'packages')));
}

function findFolder(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (folder === dirname(folder)) return undefined;
  }
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

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
