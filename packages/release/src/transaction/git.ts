import { gitUnusable } from '@verstamp/core/problems';
import { execute, type Ending } from '../execute.ts';

/** What git knows of the checkout that is released. */
export interface Checkout {
  readonly root: string;
  /** The commit at HEAD. */
  readonly commit: string;
  /** Whether files differ from that commit. */
  readonly dirty: boolean;
}

/** The commits at which tags stand, by the tag's name. */
export interface Tags {
  readonly local: ReadonlyMap<string, string>;
  /** `undefined` where there is no remote to push tags to. */
  readonly remote: ReadonlyMap<string, string> | undefined;
}

/** The remote that tags are pushed to, as Changesets has it. */
export const REMOTE = 'origin';

/** Runs git in a folder; it never asks on a terminal. */
export async function git(root: string, args: readonly string[]): Promise<Ending> {
  const env = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
  const stderr = 'it could not be started, or did not end in a minute';
  return execute('git', args, { cwd: root, env, timeoutMs: 60_000 }).catch(() => {
    return { exitCode: undefined, stdout: '', stderr };
  });
}

/**
 * Reads the checkout's commit.
 *
 * @throws VerstampError `GIT_UNUSABLE` where there is none.
 */
export async function readCheckout(root: string): Promise<Checkout> {
  const commit = (await ask(root, ['rev-parse', '--verify', 'HEAD^{commit}'])).trim();
  const changes = await ask(root, ['status', '--porcelain']);
  return { root, commit, dirty: changes.trim() !== '' };
}

/** Says whether the checkout has a remote of this name. */
export async function hasRemote(root: string, name: string): Promise<boolean> {
  const { exitCode, stdout } = await git(root, ['remote']);
  return exitCode === 0 && stdout.split('\n').includes(name);
}

/**
 * Reads the tags of the checkout and of its remote.
 *
 * @throws VerstampError `GIT_UNUSABLE` where either does not answer.
 */
export async function readTags(root: string): Promise<Tags> {
  const format = '--format=%(refname) %(objectname) %(*objectname)';
  const local = parseLocal(await ask(root, ['for-each-ref', format, 'refs/tags']));
  if (!(await hasRemote(root, REMOTE))) return { local, remote: undefined };
  return { local, remote: parseRemote(await ask(root, ['ls-remote', '--tags', REMOTE])) };
}

function parseLocal(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [ref = '', object = '', peeled = ''] = line.split(' ');
      return [ref.slice('refs/tags/'.length), peeled || object] as const;
    }),
  );
}

/** An annotated tag is listed twice: itself, and behind it the commit, marked with `^{}`. */
function parseRemote(text: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const line of text.split('\n').filter(Boolean)) {
    const [object = '', ref = ''] = line.split('\t');
    tags.set(ref.slice('refs/tags/'.length).replace(/\^\{\}$/, ''), object);
  }
  return tags;
}

async function ask(root: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await git(root, args);
  if (exitCode === 0) return stdout;
  throw gitUnusable({ command: `git ${args.join(' ')}`, reason: plain(stderr) });
}

/** The last of what git said, without credentials in addresses. */
export function plain(text: string): string {
  return text
    .trim()
    .slice(-300)
    .replace(/\/\/[^/\s@]+@/g, '//***@');
}
