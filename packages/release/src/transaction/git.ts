import { exec } from 'tinyexec';
import { gitUnusable } from '@verstamp/core/problems';

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

/** How a git process ended. */
export interface GitOutput {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git in a folder; it never asks on a terminal. */
export async function git(root: string, args: readonly string[]): Promise<GitOutput> {
  const env = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
  const done = exec('git', [...args], { timeout: 60_000, nodeOptions: { cwd: root, env } });
  return done.then(
    ({ exitCode, stdout, stderr }) => ({ exitCode, stdout, stderr }),
    () => ({
      exitCode: undefined,
      stdout: '',
      stderr: 'it could not be started, or did not end in a minute',
    }),
  );
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
