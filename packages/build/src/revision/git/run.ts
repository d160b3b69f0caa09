import { spawn } from 'node:child_process';
import { ledgerRemote } from '@verstamp/core/problems';
import { attempt } from '../../attempt.ts';
import { createSilence } from '../silence.ts';

/** How a git process ended. */
export interface GitResult {
  /** Its exit code; `undefined` if it was stopped because nothing came from it any more. */
  readonly code: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Where git runs, and how long it may be silent. */
export interface GitPlace {
  /** A folder of the clone. */
  readonly root: string;
  readonly silenceMs: number;
}

/** The most that a process may print: no question that is asked here has a longer answer. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/**
 * Runs git; it never asks on a terminal, and is stopped when nothing has come from it for a while.
 *
 * @throws VerstampError `LEDGER_UNREACHABLE` if it could not be started; how it ended is in the result.
 */
export async function runGit(place: GitPlace, args: readonly string[], input = ''): Promise<GitResult> {
  try {
    const all = ['-c', 'push.recurseSubmodules=no', ...args];
    return await spawnGit(place, { args: all, input, env: await quietEnv(place) });
  } catch (cause) {
    throw ledgerRemote({ remote: 'git', reason: 'git could not be started' }, { cause });
  }
}

interface Call {
  readonly args: readonly string[];
  readonly input?: string;
  readonly env: NodeJS.ProcessEnv;
}

async function spawnGit({ root, silenceMs }: GitPlace, { args, input = '', env }: Call): Promise<GitResult> {
  // A group of its own: the helpers that git starts for ssh and https are stopped with it.
  const child = spawn('git', args, {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  // It may end before it has read everything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  let size = 0;
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    stopGroup(child.pid);
  };
  const { hear, end } = createSilence(silenceMs, stop);
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      hear();
      size += chunk.length;
      if (size > MAX_OUTPUT) stop();
      else chunks[name].push(chunk);
    });
  }
  const code = await new Promise<number | undefined>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(isStopped ? undefined : (status ?? 128)));
  }).finally(end);
  return {
    code,
    stdout: Buffer.concat(chunks.stdout),
    stderr: Buffer.concat(chunks.stderr).toString('utf8'),
  };
}

/** Tells whether the clone's configuration names a command for ssh, with a key perhaps; it is looked up once. */
const named = new WeakMap<GitPlace, Promise<boolean>>();

async function quietEnv(place: GitPlace): Promise<NodeJS.ProcessEnv> {
  const env: NodeJS.ProcessEnv = {
    SSH_ASKPASS_REQUIRE: 'never',
    ...process.env,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
  };
  if (env['GIT_SSH_COMMAND'] ?? env['GIT_SSH']) return env;
  const isNamed = named.get(place) ?? isSshNamed(place, env);
  named.set(place, isNamed);
  return (await isNamed) ? env : { ...env, GIT_SSH_COMMAND: 'ssh -oBatchMode=yes' };
}

async function isSshNamed(place: GitPlace, env: NodeJS.ProcessEnv): Promise<boolean> {
  const args = ['config', '--get', 'core.sshCommand'];
  return (await spawnGit(place, { args, env })).code === 0;
}

function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  // It may end in this moment.
  attempt(() => process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL'));
}
