import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** What a run of the command line came to. */
export interface CliRun {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The arguments that start the command line from its sources. */
export const CLI: readonly string[] = [
  '--conditions=@verstamp/source',
  join(import.meta.dirname, '..', 'src', 'main.ts'),
];

/** Runs the command line as a process of its own, from its sources. */
export async function runCli(
  args: readonly string[],
  { cwd, env = process.env }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<CliRun> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...CLI, ...args], { cwd, env }, (_, stdout, stderr) => {
      resolve({ exit: child.exitCode, stdout, stderr });
    });
  });
}
