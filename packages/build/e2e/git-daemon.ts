import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A git server that answers `git://` on a port of this machine. */
export interface GitDaemon {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the bare repository `remote.git` of a folder, to be read and written by anybody. */
export async function startGitDaemon(folder: string): Promise<GitDaemon> {
  execFileSync('git', ['init', '-q', '--bare', 'remote.git'], { cwd: folder, stdio: 'pipe' });
  const port = await findFreePort();
  const options = ['--export-all', '--enable=receive-pack', `--base-path=${folder}`, '--reuseaddr'];
  const args = ['daemon', ...options, '--listen=127.0.0.1', `--port=${port}`, folder];
  // A group of its own: git starts the daemon as a process below it.
  const child = spawn('git', args, { stdio: 'ignore', detached: true });
  await waitFor(port);
  return {
    port,
    async close() {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await once(child, 'close');
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function waitFor(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await pause(20);
  }
  throw new Error('The git daemon did not start.');
}
