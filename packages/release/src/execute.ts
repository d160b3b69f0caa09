import { execFile } from 'node:child_process';

/** How a program ended. */
export interface Ending {
  /** `undefined` where a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how a program runs. */
export interface Execution {
  readonly cwd: string;
  /** Variables beside those of this process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How long it may take. @default any time */
  readonly timeoutMs?: number;
}

/**
 * Runs a program to its end.
 *
 * @throws Where it cannot be started, or does not end in time.
 */
export async function execute(
  command: string,
  args: readonly string[],
  execution: Execution,
): Promise<Ending> {
  // Package managers are scripts there, which are started in a way of their own.
  return process.platform === 'win32'
    ? executeOnWindows(command, args, execution)
    : executePlainly(command, args, execution);
}

async function executePlainly(
  command: string,
  args: readonly string[],
  { cwd, env, timeoutMs = 0 }: Execution,
): Promise<Ending> {
  const options = { cwd, env: { ...process.env, ...env }, timeout: timeoutMs, maxBuffer: Infinity };
  return new Promise((resolve, reject) => {
    execFile(command, [...args], options, (error, stdout, stderr) => {
      const { code = 0, killed = false } = error ?? {};
      if (killed || typeof code === 'string') reject(error);
      else resolve({ exitCode: code ?? undefined, stdout, stderr });
    });
  });
}

async function executeOnWindows(
  command: string,
  args: readonly string[],
  { cwd, env, timeoutMs }: Execution,
): Promise<Ending> {
  const { exec } = await import('tinyexec');
  const timeout = timeoutMs === undefined ? {} : { timeout: timeoutMs };
  const options = { ...timeout, nodePath: false, nodeOptions: { cwd, env: { ...env } } };
  const { exitCode, stdout, stderr } = await exec(command, [...args], options);
  return { exitCode, stdout, stderr };
}
