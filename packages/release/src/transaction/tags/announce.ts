import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Environment } from '../../environment.ts';
import type { ReleaseTag } from './tags.ts';

/**
 * Tells the GitHub action of Changesets 3 which tags to push: one `git-tag` event a line, appended to the file that
 * `CHANGESETS_OUTPUT` names. Does nothing without that variable.
 */
export async function announceTags(
  tags: readonly ReleaseTag[],
  { cwd, env }: { readonly cwd: string; readonly env: Environment },
): Promise<void> {
  const output = env['CHANGESETS_OUTPUT'];
  if (!output) return;
  const path = resolve(cwd, output);
  const events = tags.map(({ tag, name }) => ({ type: 'git-tag', tag, packageName: name }));
  await mkdir(dirname(path), { recursive: true });
  // Also without a tag: the action takes a missing file for a failure.
  await appendFile(path, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}
