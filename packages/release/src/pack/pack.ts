import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exec } from 'tinyexec';
import { quote } from '@verstamp/core';
import { packFailed } from '@verstamp/core/problems';
import type { Environment } from '../environment.ts';
import { excerpt } from '../excerpt.ts';
import { keyOf, type PackageVersion } from '../package-version.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { listNpmWorkspaces } from '../workspace/npm-workspaces.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import { splitBatches, type PackBatch } from './batches.ts';
import { choosePacker, packCommands, type PackCommand } from './pack-command.ts';
import { readPacked, type OwnedTarball, type PackedTarball } from './packed.ts';
import type { PlannedRelease } from './plan.ts';

/** Options of packing. */
export interface PackOptions {
  readonly env: Environment;
  /** The integrity that a registry promises of packages, by name: such bytes are known without a look into them. */
  readonly promised?: ReadonlyMap<string, string>;
}

/**
 * Packs packages with the workspace's own package manager, so that what is compared is what it
 * would publish, and gives the tarballs by name. Its scripts run, as they do when publishing.
 *
 * @throws VerstampError `PACK_FAILED` if a tarball does not come; `TARBALL_INVALID`.
 */
export async function packPackages(
  workspace: Workspace,
  packages: readonly WorkspacePackage[],
  { say, ...options }: PackOptions & { readonly say: (line: string) => void },
): Promise<ReadonlyMap<string, PackedTarball>> {
  if (packages.length === 0) return new Map();
  return withTemporaryFolder({ purpose: 'pack', say }, async (folder) => {
    const packed = await pack(workspace, packages, { ...options, folder });
    return new Map(packed.map((one) => [one.name, one]));
  });
}

/**
 * Packs packages into a folder, once for everything that follows: what is guarded is what goes out.
 *
 * @throws VerstampError as {@link packPackages} does.
 */
export async function packInto(
  workspace: Workspace,
  packages: readonly WorkspacePackage[],
  options: PackOptions & { readonly folder: string },
): Promise<readonly PlannedRelease[]> {
  if (packages.length === 0) return [];
  const packed = await pack(workspace, packages, options);
  return packed.map(({ name, version, tarball, integrity }) => ({ name, version, tarball, integrity }));
}

async function pack(
  workspace: Workspace,
  packages: readonly WorkspacePackage[],
  { folder, ...options }: PackOptions & { readonly folder: string },
): Promise<readonly OwnedTarball[]> {
  const packed: OwnedTarball[] = [];
  for (const [index, { manager, batch }] of listBatches(workspace, packages).entries()) {
    const own = join(folder, String(index));
    await mkdir(own);
    const packer = { root: workspace.root, manager };
    packed.push(...(await packBatch(packer, batch, { ...options, folder: own })));
  }
  return packed;
}

function listBatches(
  { manager }: Pick<Workspace, 'manager'>,
  packages: readonly WorkspacePackage[],
): readonly (Pick<Workspace, 'manager'> & { readonly batch: PackBatch<WorkspacePackage> })[] {
  return [...Map.groupBy(packages, (pkg) => choosePacker(manager, pkg))].flatMap(([packer, own]) =>
    splitBatches(packer, own).map((batch) => ({ manager: packer, batch })),
  );
}

async function packBatch(
  workspace: Pick<Workspace, 'root' | 'manager'>,
  expected: PackBatch<WorkspacePackage>,
  { env, promised = new Map(), folder }: PackOptions & { readonly folder: string },
): Promise<readonly OwnedTarball[]> {
  const packages = [...expected.values()];
  const npmWorkspaces = workspace.manager === 'npm' ? await listNpmWorkspaces(workspace.root) : NONE;
  const commands = packCommands({ ...workspace, npmWorkspaces }, packages, folder);
  for (const command of commands) await run(command, { ...env });
  const packed = await readPacked(folder, { expected, promised });
  const came = new Set(packed.map(keyOf));
  const missing = packages.find((pkg) => !came.has(keyOf(pkg)));
  if (missing) throw failed(commands, describeMissing(missing, packed));
  return packed;
}

const NONE: ReadonlySet<string> = new Set();

/** Says what came instead, as from a folder that was built before the version was raised. */
function describeMissing({ name, version }: PackageVersion, packed: readonly PackageVersion[]): string {
  const none = `no tarball of ${quote(keyOf({ name, version }), 344)} came`;
  const other = packed.find((one) => one.name === name);
  return other ? `${none}, but of ${quote(keyOf(other), 344)}: build it again.` : `${none}.`;
}

async function run(command: PackCommand, env: Record<string, string | undefined>): Promise<void> {
  const nodeOptions = { cwd: command.folder, env };
  const done = exec(command.command, [...command.args], { nodePath: false, nodeOptions });
  const { exitCode, stdout, stderr } = await done.then(
    (output) => output,
    (error: unknown) => {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw failed([command], missing ? 'the program is not on PATH.' : 'it could not be started.');
    },
  );
  if (exitCode === 0) return;
  const said = excerpt(stderr.trim() || stdout, env);
  throw failed([command], `exit code ${exitCode}: ${said}`);
}

function failed(commands: readonly PackCommand[], reason: string): ReturnType<typeof packFailed> {
  const lines = commands.map(({ command, args }) => [command, ...args].join(' '));
  return packFailed({ command: lines.join('; '), reason });
}
