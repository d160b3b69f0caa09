import { execFileSync } from 'node:child_process';

// Git commits for nobody whom it does not know, and on a fresh machine it knows nobody.
const IDENTITY = ['user.name=Test', 'user.email=test@example.com'] as const;

/** Runs git in a folder and returns what it prints, without the line's end. */
export function git(cwd: string, ...args: readonly string[]): string {
  const identity = IDENTITY.flatMap((setting) => ['-c', setting]);
  return execFileSync('git', [...identity, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** Makes a repository in a folder, which need not exist, with the branch `main` and, if given, a remote `origin`. */
export function makeRepository(folder: string, remote?: string): void {
  git('.', 'init', '-q', '-b', 'main', folder);
  for (const setting of IDENTITY) git(folder, 'config', ...setting.split('='));
  if (remote !== undefined) git(folder, 'remote', 'add', 'origin', remote);
}

/** Makes a bare repository in a folder, which need not exist. */
export function makeBareRepository(folder: string): void {
  git('.', 'init', '-q', '--bare', folder);
}
