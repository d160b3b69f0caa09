import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A bare repository on the disk, and clones of it. */
export interface GitPlace {
  readonly remote: string;
  /** Runs git in a folder of this place, and gives what it says. */
  git(folder: string, args: readonly string[], input?: string): string;
  /** Makes one more clone, and gives its folder. */
  clone(): string;
  remove(): void;
}

/** Makes an empty bare repository. */
export function makeGitPlace(): GitPlace {
  const folder = mkdtempSync(join(tmpdir(), 'bench-git-'));
  const remote = join(folder, 'remote.git');
  let clones = 0;
  const place: GitPlace = {
    remote,
    git: (cwd, args, input = '') =>
      execFileSync('git', args, { cwd, encoding: 'utf8', input, stdio: 'pipe' }),
    clone() {
      const path = join(folder, String(clones++));
      place.git(folder, ['init', '-q', path]);
      place.git(path, ['remote', 'add', 'origin', remote]);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  place.git(folder, ['init', '-q', '--bare', remote]);
  return place;
}
