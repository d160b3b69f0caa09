#!/usr/bin/env node
import { runCommandLine } from './run.ts';

// A reader that closes early, as `head` does, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** Asks on stderr, so that results stay alone on stdout. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  // To look at standard input opens it: done only if somebody may read the question.
  ...(process.stderr.isTTY && process.stdin.isTTY ? { ask } : {}),
});
