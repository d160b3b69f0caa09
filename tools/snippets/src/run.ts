import { execFile } from 'node:child_process';

/** What a program came to. */
export interface Ended {
  readonly exit: number | null;
  readonly output: string;
}

/** The environment without what would change what a snippet does. */
export const QUIET_ENV: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_|VERSTAMP_|NODE_OPTIONS|NODE_ENV|VITEST|SOURCE_DATE)/i.test(name),
    ),
  ),
  NO_COLOR: '1',
};

/** Runs a program to its end, however it ends; one that never ends is ended after two minutes. */
export async function runProgram(
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...QUIET_ENV, ...env }, timeout: 120_000, killSignal: 'SIGKILL' } as const;
    const child = execFile(command, [...args], options, (_, stdout, stderr) =>
      resolve({ exit: child.exitCode, output: stdout + stderr }),
    );
  });
}
