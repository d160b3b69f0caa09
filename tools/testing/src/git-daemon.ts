import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { makeBareRepository } from './git.ts';
import { findFreePort, isListening } from './port.ts';

/** A git server that answers `git://` on a port of this machine. */
export interface GitDaemon {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the bare repository `remote.git` of a folder, to be read and written by anybody. */
export async function startGitDaemon(folder: string): Promise<GitDaemon> {
  makeBareRepository(join(folder, 'remote.git'));
  const port = await findFreePort();
  const options = ['--export-all', '--enable=receive-pack', `--base-path=${folder}`, '--reuseaddr'];
  const args = ['daemon', ...options, '--listen=127.0.0.1', `--port=${port}`, folder];
  // A group of its own: git starts the daemon as a process below it.
  const child = spawn('git', args, { stdio: 'ignore', detached: true });
  if (!(await isListening(port, child))) throw new Error('The git daemon did not start.');
  return {
    port,
    async close() {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await once(child, 'close');
    },
  };
}
