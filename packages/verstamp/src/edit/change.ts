import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { quote } from '@verstamp/core';
import { fileChanged, fileUnwritable, reasonOf, workspaceInvalid } from '@verstamp/core/problems';
import { editJson, type JsonEdit } from './json.ts';

/** A file that is to be other than it is. */
export interface Change {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** `undefined` if it is not there yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * Works out what edits of JSON files come to, by the texts that they have.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if a file has something else where an object or a list belongs.
 */
export function applyJsonEdits(
  texts: ReadonlyMap<string, string>,
  edits: readonly JsonEdit[],
): readonly Change[] {
  // Several findings may want the same.
  const wanted = new Map(edits.map((edit) => [JSON.stringify(edit), edit]));
  const groups = Map.groupBy(wanted.values(), ({ file }) => file);
  return [...groups].flatMap(([file, own]) => {
    const before = texts.get(file);
    const after = own.reduce(applyJsonEdit, before ?? '{}\n');
    return before === after ? [] : [{ file, before, after }];
  });
}

function applyJsonEdit(text: string, edit: JsonEdit): string {
  const { file, path } = edit;
  try {
    return editJson(text, [edit]);
  } catch (cause) {
    const way = path.filter((step) => typeof step === 'string').slice(0, -1);
    const reason = `its ${quote(way.join('.'))} is no object or list that takes an entry.`;
    throw workspaceInvalid({ path: file, reason }, { cause });
  }
}

/**
 * Works out what edits of JSON files come to; nothing is written.
 *
 * @throws VerstampError `WORKSPACE_INVALID` as {@link applyJsonEdits} does.
 */
export async function planJsonEdits(root: string, edits: readonly JsonEdit[]): Promise<readonly Change[]> {
  const texts = new Map<string, string>();
  for (const { file } of edits) {
    const bytes = await readFile(join(root, file));
    // Written again, it would hold something else.
    if (!isUtf8(bytes)) throw workspaceInvalid({ path: file, reason: 'it is no UTF-8.' });
    texts.set(file, bytes.toString());
  }
  return applyJsonEdits(texts, edits);
}

/**
 * Makes changes, all or none: each is written beside its file first, and only when all of them are there do they
 * take their places.
 *
 * @throws VerstampError `FILE_CHANGED` if somebody else changed one since it was read, `FILE_UNWRITABLE`: nothing is
 *   changed then.
 */
export async function makeChanges(root: string, changes: readonly Change[]): Promise<void> {
  const staged: Staged[] = [];
  try {
    for (const change of changes) staged.push(await stage(root, change));
  } catch (cause) {
    await Promise.all(staged.map(async ({ from }) => rm(from, { force: true })));
    throw explain(changes[staged.length]?.file ?? root, cause);
  }
  await takePlaces(staged);
}

/** A file that is to take the place of another. */
interface Staged extends Pick<Change, 'file' | 'before'> {
  readonly from: string;
  readonly to: string;
}

/** Hardly anything can fail by now; if it does, what was there before comes back. */
async function takePlaces(staged: readonly Staged[]): Promise<void> {
  const taken: Staged[] = [];
  try {
    for (const entry of staged) {
      await rename(entry.from, entry.to);
      taken.push(entry);
    }
  } catch (cause) {
    await Promise.all(staged.map(async ({ from }) => rm(from, { force: true })));
    for (const { to, before } of taken) await (before === undefined ? rm(to) : writeFile(to, before));
    throw explain(staged[taken.length]?.file ?? '', cause);
  }
}

/** Says which file could not be written, unless that was said, or something else is wrong. */
function explain(file: string, cause: unknown): unknown {
  const isOfFile = cause instanceof Error && 'errno' in cause;
  return isOfFile ? fileUnwritable({ path: file, reason: reasonOf(cause) }, { cause }) : cause;
}

async function stage(root: string, { file, before, after }: Change): Promise<Staged> {
  const path = join(root, file);
  // A link stays one: what it leads to is written.
  const to = before === undefined ? path : await realpath(path).catch(() => path);
  const present = await readFile(to, 'utf8').catch(() => undefined);
  if (present !== before) throw fileChanged({ path: file });
  const from = join(dirname(to), `.${randomUUID()}.tmp`);
  await mkdir(dirname(to), { recursive: true });
  try {
    await writeFile(from, after, { flag: 'wx' });
    if (before !== undefined) await chmod(from, (await stat(to)).mode);
  } catch (error) {
    await rm(from, { force: true });
    throw error;
  }
  return { file, from, to, before };
}
