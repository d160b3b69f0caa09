import { workspaceInvalid } from '@verstamp/core/problems';
import type { Environment } from '../../../environment.ts';
import { excerpt } from '../../../excerpt.ts';

/** Where a package manager is asked for its settings. */
export interface ManagerPlace {
  readonly root: string;
  readonly env: Environment;
}

/** What a package manager printed, and why nobody knows where it would publish, should that not say it. */
export interface ManagerSaid {
  /** Nothing if it failed. */
  readonly stdout: string;
  readonly untold: ReturnType<typeof workspaceInvalid>;
}

/** Asks a package manager for its settings. */
export async function askManager(
  { root, env }: ManagerPlace,
  command: string,
  args: readonly string[],
): Promise<ManagerSaid> {
  const { exec } = await import('tinyexec');
  // The library adds what this process has, which need not be what was given.
  const inherited = Object.keys(process.env).map((name) => [name, undefined]);
  const nodeOptions = { cwd: root, env: { ...Object.fromEntries(inherited), ...env } };
  const asked = exec(command, [...args], { nodePath: false, nodeOptions });
  const { exitCode, stdout, stderr } = await asked.then(
    (output) => output,
    () => ({ exitCode: undefined, stdout: '', stderr: 'it could not be started: is it on PATH?' }),
  );
  const said = excerpt(stderr.trim() || stdout, env);
  const reason = `"${[command, ...args].join(' ')}" does not say where ${command} would publish: ${said}`;
  return { stdout: exitCode === 0 ? stdout : '', untold: workspaceInvalid({ path: root, reason }) };
}
