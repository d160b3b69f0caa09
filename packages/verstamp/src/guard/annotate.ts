import { existsSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { findPackages } from '@verstamp/release';
import type { Invocation, Surroundings } from '../command.ts';
import { formatAnnotations, type Annotated } from '../terminal/annotations.ts';

/** In GitHub Actions says what is shown beside the files of a pull request. */
export async function annotate(
  packages: readonly Annotated[],
  { cwd, env, say }: Pick<Surroundings, 'cwd' | 'env'> & Pick<Invocation, 'say'>,
): Promise<void> {
  if (env['GITHUB_ACTIONS'] !== 'true') return;
  const { root } = await findPackages(cwd);
  const above = relative(findTop(root), root).split(sep).filter(Boolean);
  const placed = packages.map(({ file, ...rest }) => {
    return { ...rest, file: file && posix.join(...above, file) };
  });
  for (const line of formatAnnotations(placed)) say(line);
}

/** Finds the folder of the repository that a workspace is in; outside git it is its own. */
function findTop(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return root;
  }
}
