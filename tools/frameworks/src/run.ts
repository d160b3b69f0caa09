import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const start = promisify(execFile);

/** What a program printed. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of Node's and gives what it printed; a failure says what the program said. */
export async function runNode(
  args: readonly string[],
  { folder, env = {} }: { readonly folder: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Printed> {
  return run(process.execPath, args, { folder, env });
}

/** Runs a program and gives what it printed; a failure says what the program said. */
export async function run(
  program: string,
  args: readonly string[],
  { folder, env = {} }: { readonly folder: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Printed> {
  try {
    const all = { ...process.env, CI: 'true', NODE_ENV: undefined, ...env };
    const { stdout, stderr } = await start(program, args, { cwd: folder, env: all, maxBuffer: 2 ** 26 });
    return { stdout, stderr };
  } catch (cause) {
    const { stdout = '', stderr = '' } = cause as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${`${stdout}${stderr}`.slice(-3_000)}`, { cause });
  }
}
