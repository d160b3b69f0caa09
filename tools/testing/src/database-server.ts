import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A database server of a test's own. */
export interface DatabaseServer {
  /** Its address, with a password. */
  readonly url: string;
  readonly port: number;
  /** Starts it on what it kept. */
  start(): Promise<void>;
  /** Kills it and all that it started, as `kill -9` does. */
  kill(): Promise<void>;
  /** Kills it and takes its files away. */
  remove(): Promise<void>;
}

/** How a server is run. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
  /** What it prints when it is ready. */
  readonly ready: RegExp;
}

/** Where a server is reached, and where it keeps its files. */
export interface ServerPlace extends Pick<DatabaseServer, 'url' | 'port'> {
  readonly folder: string;
}

/** Runs a server that can be killed and started again; its folder goes with it. */
export async function runServer(
  program: Program,
  { url, port, folder }: ServerPlace,
): Promise<DatabaseServer> {
  let child = await startServer(program);
  return {
    url,
    port,
    async start() {
      child = await startServer(program);
    },
    kill: async () => killServer(child),
    async remove() {
      await killServer(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts a server, and waits until it says that it is ready. */
async function startServer({ command, args, ready, ...account }: Program): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', ...account });
  const said: string[] = [];
  const isReady = await new Promise<boolean>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(false));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        if (ready.test(line)) resolve(true);
      });
    }
  });
  if (!isReady) throw new Error(`${command} did not start: ${said.slice(-5).join(' ')}`);
  return child;
}

/** Kills a process and its children at once, and waits until all are gone. */
async function killServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
  child.kill('SIGKILL');
  for (const pid of children.filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended in this moment.
    }
  }
  await closed;
}
