import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { exec } from 'tinyexec';
import { gitUnusable, type GitNeed } from '@verstamp/core/problems';

/** How a git process ended. */
export interface GitOutput {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git in a folder; nothing that a package has installed is taken for it, and it never asks on a terminal. */
export async function git(root: string, args: readonly string[]): Promise<GitOutput> {
  // `nodePath` would put the folders of what is installed first.
  const env = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', ...findPath(), ...findFolder(root) };
  const done = exec('git', [...args], { timeout: 60_000, nodePath: false, nodeOptions: { cwd: root, env } });
  // Output comes in pieces that may end within a character.
  done.process?.stdout?.setEncoding('utf8');
  return done.then(
    ({ exitCode, stdout, stderr }) => ({ exitCode, stdout, stderr }),
    () => ({
      exitCode: undefined,
      stdout: '',
      stderr: 'it could not be started, or did not end in a minute',
    }),
  );
}

/** Package managers put what packages have installed before the PATH of whatever they start. */
const INSTALLED = /(?:^|[\\/])node_modules[\\/]+\.bin[\\/]*$/;

/** The PATH without what packages have installed; Windows writes its name in another case. */
function findPath(): Readonly<Record<string, string>> {
  const entries = Object.entries(process.env).filter(([name]) => name.toUpperCase() === 'PATH');
  return Object.fromEntries(
    entries.map(([name, value = '']) => {
      // Yarn 2 and later make a folder of them for each script.
      const yarn = process.env['BERRY_BIN_FOLDER'];
      const folders = value.split(delimiter).filter((folder) => !INSTALLED.test(folder) && folder !== yarn);
      return [name, folders.join(delimiter)];
    }),
  );
}

/** In a hook of a linked work tree git is told its own folder, and so takes any folder that it is run in for the top. */
function findFolder(root: string): { readonly GIT_DIR?: undefined } {
  const isHook = process.env['GIT_DIR'] !== undefined && process.env['GIT_WORK_TREE'] === undefined;
  return isHook && isInRepository(root) ? { GIT_DIR: undefined } : {};
}

/**
 * Asks git, and returns what it prints.
 *
 * @throws VerstampError `GIT_UNUSABLE` if it fails.
 */
export async function askGit(root: string, args: readonly string[], need: GitNeed): Promise<string> {
  const { exitCode, stdout, stderr } = await git(root, args);
  if (exitCode === 0) return stdout;
  throw gitUnusable({ command: `git ${args.join(' ')}`, reason: plain(stderr), need });
}

/**
 * Tells whether a text names a commit by its id: whatever else somebody wrote into a ledger or a registry, git could take for
 * an option, another ref, or an order to change one.
 */
export function isCommit(text: string | undefined): text is string {
  return text !== undefined && /^(?:[\da-f]{40}|[\da-f]{64})$/.test(text);
}

/** Returns the end of what git said, without credentials in addresses. */
export function plain(text: string): string {
  // A password may hold any character, and begin before what is cut off.
  return (
    text
      .trim()
      // A remote may say any amount.
      .slice(-10_000)
      .replace(/\/\/.*@/g, '//***@')
      .slice(-300)
  );
}

/** Tells whether a folder is in a repository: git says no of one that it does not trust or cannot read, too. */
export function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  return dirname(folder) !== folder && isInRepository(dirname(folder));
}
