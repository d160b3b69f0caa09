import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { editJson, type JsonEdit } from './json.ts';

/** A file that is to be other than it is. */
export interface Change {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** `undefined` where it is not there yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Works out what edits of JSON files come to; nothing is written. */
export async function planJsonEdits(root: string, edits: readonly JsonEdit[]): Promise<readonly Change[]> {
  const groups = Map.groupBy(edits, ({ file }) => file);
  const changes = await Promise.all(
    [...groups].map(async ([file, own]) => {
      const before = await readFile(join(root, file), 'utf8');
      return { file, before, after: editJson(before, own) };
    }),
  );
  return changes.filter(({ before, after }) => before !== after);
}

/**
 * Makes changes, all or none: each is written beside its file first, and only when all of them are there do they
 * take their places.
 *
 * @throws What the file system throws, and where a file changed since it was read: nothing is written then.
 */
export async function makeChanges(root: string, changes: readonly Change[]): Promise<void> {
  const staged: Array<{ readonly from: string; readonly to: string }> = [];
  try {
    for (const change of changes) staged.push(await stage(root, change));
  } catch (error) {
    await Promise.all(staged.map(async ({ from }) => rm(from, { force: true })));
    throw error;
  }
  for (const { from, to } of staged) await rename(from, to);
}

async function stage(
  root: string,
  { file, before, after }: Change,
): Promise<{ readonly from: string; readonly to: string }> {
  const path = join(root, file);
  // A link stays one: what it leads to is written.
  const to = before === undefined ? path : await realpath(path);
  const present = await readFile(to, 'utf8').catch(() => undefined);
  if (present !== before) throw new Error(`${file} was changed by somebody else meanwhile.`);
  const from = join(dirname(to), `.${randomUUID()}.tmp`);
  await mkdir(dirname(to), { recursive: true });
  await writeFile(from, after, { flag: 'wx' });
  if (before !== undefined) await chmod(from, (await stat(to)).mode);
  return { from, to };
}
