import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What a command said, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command to its end, without a terminal and without blocking this process: its registry lives here. */
export async function run(command: readonly string[], { cwd, env }: RunOptions): Promise<Ended> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const status = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, stdout, stderr };
}

/** Runs a command that has to succeed. */
export async function runOrThrow(command: readonly string[], options: RunOptions): Promise<Ended> {
  const ended = await run(command, options);
  if (ended.status !== 0) {
    throw new Error(`${command.join(' ')} ended with ${ended.status}:\n${ended.stdout}\n${ended.stderr}`);
  }
  return ended;
}
