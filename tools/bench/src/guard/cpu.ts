import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A command, and where it is run. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What a command took. */
export interface Cost {
  /** User and system time of it and all that it started, from its start to its end. */
  readonly cpuSeconds: number;
  readonly stdout: string;
}

/**
 * Runs a command to its end. The shell counts what it took with all that it started, which Node does not.
 *
 * @throws Where it does not exit with 0.
 */
export async function measureCommand({ command, args, cwd, env }: Command): Promise<Cost> {
  const script = 'TIMEFORMAT="%U %S"; { time "$0" "$@" 2>/dev/null; } 2>&3 3>&-';
  const { stdout } = await run('bash', ['-c', `{ ${script}; } 3>&1`, command, ...args], { cwd, env });
  const end = stdout.trimEnd().lastIndexOf('\n') + 1;
  const [user = Number.NaN, system = Number.NaN] = stdout.slice(end).trim().split(' ').map(Number);
  return { cpuSeconds: user + system, stdout: stdout.slice(0, end) };
}
