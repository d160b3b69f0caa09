import { constants } from 'node:os';
import { exec } from 'tinyexec';
import { quote } from '@verstamp/core';
import type { Environment } from '@verstamp/release';
import type { Misuse } from '../command.ts';
import type { ExitCode } from '../exit.ts';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A program to run in our place. */
export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  /** Makes the error if it does not exist. */
  readonly misuse: Misuse;
}

/**
 * Runs a program with our own input and output, passes signals on to it, and returns its exit code;
 * 128 and the signal's number if a signal ended it, as shells do.
 *
 * @throws VerstampError `CLI_USAGE` if there is no such program.
 */
export async function runChild({ command, args, cwd, env, misuse }: ChildCommand): Promise<ExitCode> {
  const options = { nodePath: false, nodeOptions: { stdio: 'inherit', cwd, env: { ...env } } } as const;
  const missing = () => misuse(`The program ${quote(command)} could not be started.`);
  const { process: child } = exec(command, [...args], options);
  if (!child) throw missing();
  const forward = (signal: NodeJS.Signals) => {
    // A terminal sends Ctrl-C to the whole group already.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', () => reject(missing()));
      child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward);
  }
}
