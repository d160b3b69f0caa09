import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles } from './outputs/files.ts';

/** What the build package costs who installs it. */
export interface Size {
  readonly packedBytes: number;
  readonly installedBytes: number;
  /** Of others than this workspace. */
  readonly foreignDependencies: readonly string[];
}

const PACKAGE = fileURLToPath(new URL('../../../../packages/build', import.meta.url));

/** Packs the build package as it is published, and unpacks it again. */
export function measureSize(): Size {
  const folder = mkdtempSync(join(tmpdir(), 'verstamp-bench-size-'));
  try {
    run('npx', ['--yes', '--prefer-offline', 'pnpm@12.21.0', 'pack', '--pack-destination', folder], PACKAGE);
    const [tarball = ''] = readdirSync(folder);
    const packedBytes = statSync(join(folder, tarball)).size;
    run('tar', ['-xzf', tarball], folder);
    const root = join(folder, 'package');
    const installedBytes = listFiles(root).reduce((sum, path) => sum + statSync(join(root, path)).size, 0);
    const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    const foreignDependencies = Object.keys(dependencies).filter((name) => !name.startsWith('@verstamp/'));
    return { packedBytes, installedBytes, foreignDependencies };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stderr, stdout } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}${stdout}`);
}
