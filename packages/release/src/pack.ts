import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { exec } from 'tinyexec';
import { quote } from '@verstamp/core';
import { packFailed } from '@verstamp/core/problems';
import { isObject } from './manifest.ts';
import type { PlannedRelease } from './plan.ts';
import { nameTarball, readPacked, type OwnedTarball, type PackedTarball } from './packed.ts';
import type { Workspace, WorkspacePackage } from './workspace.ts';

/** What a packing run is made of. */
export interface PackCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Where it runs, absolute. */
  readonly folder: string;
}

/** How packages are packed. */
export interface PackOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The integrity that a registry promises of packages, by name: such bytes are known without a look into them. */
  readonly promised?: ReadonlyMap<string, string>;
}

/**
 * Packs packages with the workspace's own package manager, so that what is compared is what it
 * would publish, and gives the tarballs by name. Its scripts run, as they do when publishing.
 *
 * @throws VerstampError `PACK_FAILED` where a tarball does not come; `TARBALL_INVALID`.
 */
export async function packPackages(
  workspace: Workspace,
  packages: readonly WorkspacePackage[],
  options: PackOptions,
): Promise<ReadonlyMap<string, PackedTarball>> {
  if (packages.length === 0) return new Map();
  const folder = mkdtempSync(join(tmpdir(), 'verstamp-pack-'));
  try {
    const packed = await pack(workspace, packages, { ...options, folder });
    return new Map(packed.map((one) => [one.name, one]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
  { env, promised = new Map(), folder }: PackOptions & { readonly folder: string },
): Promise<readonly OwnedTarball[]> {
  const commands = packCommands(workspace, packages, folder);
  for (const command of commands) await run(command, { ...env });
  const expected = new Map(packages.map((pkg) => [nameTarball(workspace.manager, pkg), pkg]));
  const packed = await readPacked(folder, { expected, promised });
  for (const { name, version } of packages) {
    if (!packed.some((one) => one.name === name && one.version === version)) {
      throw failed(commands, `no tarball of ${quote(`${name}@${version}`, 344)} came.`);
    }
  }
  return packed;
}

/** Chooses the commands that pack packages into a folder: one process for all of them where the manager can. */
export function packCommands(
  { root, manager }: Pick<Workspace, 'root' | 'manager'>,
  packages: readonly Pick<WorkspacePackage, 'name' | 'version' | 'folder' | 'manifest'>[],
  destination: string,
): readonly PackCommand[] {
  const last = ['--pack-destination', destination];
  const alone = packages.length === 1 && packages[0]?.folder === root;
  const names = packages.map(({ name }) => name);
  switch (manager) {
    case 'npm': {
      const folders = packages.map((pkg) => npmFolder(root, pkg));
      return [{ command: 'npm', args: ['pack', ...folders, ...last], folder: root }];
    }
    case 'pnpm': {
      const filters = names.map((name) => `--filter=${name}`);
      const args = alone ? ['pack', ...last] : ['--recursive', ...filters, 'pack', ...last];
      return [{ command: 'pnpm', args, folder: root }];
    }
    case 'yarn': {
      const each = ['workspaces', 'foreach', '--all', ...names.flatMap((name) => ['--include', name])];
      const args = [...(alone ? [] : each), 'pack', '--out', join(destination, '%s-%v.tgz')];
      return [{ command: 'yarn', args, folder: root }];
    }
    case 'yarn-classic':
      return packages.map(({ name, version, folder }) => {
        const file = join(destination, nameTarball(manager, { name, version }));
        return { command: 'yarn', args: ['pack', '--filename', file], folder };
      });
    case 'bun':
      return packages.map(({ folder }) => {
        return { command: 'bun', args: ['pm', 'pack', '--destination', destination], folder };
      });
  }
}

/** pnpm follows `publishConfig.directory` by itself. */
function npmFolder(
  root: string,
  { folder, manifest }: Pick<WorkspacePackage, 'folder' | 'manifest'>,
): string {
  const own = manifest['publishConfig'];
  const directory = isObject(own) && typeof own['directory'] === 'string' ? own['directory'] : '';
  return `./${relative(root, join(folder, directory)).replaceAll('\\', '/')}`;
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

/** The last of what a tool said, without anything that may be a secret: its scripts see all variables. */
function excerpt(text: string, env: Readonly<Record<string, string | undefined>>): string {
  const known = Object.entries(env).flatMap(([name, value = '']) =>
    SECRET_NAME.test(name) && value.length > 5 ? [value] : [],
  );
  const plain = known
    .reduce((shown, value) => shown.replaceAll(value, '***'), text)
    .replace(/(_authToken|_auth|_password)(["'\s:=]+)[^\s"']+/g, '$1$2***')
    .replace(/\/\/[^/\s@]+@/g, '//***@')
    .replace(/\b(Bearer|Basic)\s+\S+/g, '$1 ***')
    .replace(/\bnpm_[A-Za-z\d]{20,}/g, 'npm_***');
  return quote(plain.slice(-600), 600);
}

/** What variables are called whose values nobody may see. */
const SECRET_NAME = /token|secret|passw|passphrase|credential|auth|otp|api_?key|private_?key|ledger/i;
