import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { promisify } from 'node:util';
import { QUIET_ENV } from './workspace.ts';

const run = promisify(execFile);

/** An environment in which the pnpm that this repository is built with is on PATH: a fresh machine has npm only. */
export async function bringPnpm(): Promise<NodeJS.ProcessEnv> {
  const npx = ['--yes', '--prefer-offline', '--package', 'pnpm@12.21.0', '--call', 'command -v pnpm'];
  const { stdout } = await run('npx', npx, { cwd: tmpdir() });
  return { ...QUIET_ENV, PATH: [dirname(stdout.trim()), process.env['PATH']].join(delimiter) };
}
