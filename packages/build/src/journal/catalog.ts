import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { attempt } from '../attempt.ts';
import { readExactly } from './backwards.ts';
import { formatTable, openTable, type Table, type TableContent } from './table.ts';

/** A table that may be looked at until it is closed. */
export interface Catalog {
  readonly table: Table;
  close(): void;
}

/** How long a writer takes at most: one that takes longer was killed. */
const WRITING_MS = 10_000;

/** Names the file beside a journal that says where its words stand; it is a cache, and may vanish at any time. */
function nameCatalog(path: string): string {
  return `${path}.index`;
}

/** Opens the catalog of a journal; `undefined` where there is none that can be used. */
export function openCatalog(path: string): Catalog | undefined {
  const file = attempt(() => openSync(nameCatalog(path), 'r'));
  if (file === undefined) return undefined;
  const table = openTable((offset, length) => readExactly(file, offset, length));
  if (!table) {
    closeSync(file);
    return undefined;
  }
  return { table, close: () => closeSync(file) };
}

/**
 * Renews the catalog of a journal, whole or not at all. If it cannot be written, or another process is writing it,
 * the journal does without.
 *
 * @throws what `make` throws; it makes nothing if there is nothing to say.
 */
export function renewCatalog(path: string, make: () => TableContent | undefined): void {
  const name = nameCatalog(path);
  const draft = `${name}.new`;
  const file = openDraft(draft);
  if (file === undefined) return;
  let isWritten = false;
  try {
    const content = make();
    if (content) isWritten = isDone(() => writeFileSync(file, formatTable(content)));
  } finally {
    closeSync(file);
    if (!isWritten) removeDraft(draft);
  }
  if (isWritten && !isDone(() => renameSync(draft, name))) removeDraft(draft);
}

/** Opens the draft that one at a time may write: making a table takes longer than writing it. */
function openDraft(draft: string): number | undefined {
  const file = attempt(() => openSync(draft, 'wx'));
  if (file === undefined) removeStale(draft);
  return file;
}

/** Does what there may be no room or no right for, and tells whether that was done. */
function isDone(act: () => void): boolean {
  const done = attempt(() => {
    act();
    return true;
  });
  return done === true;
}

function removeStale(draft: string): void {
  attempt(() => {
    if (Date.now() - statSync(draft).mtimeMs > WRITING_MS) rmSync(draft);
  });
}

/** Removes a draft; one that stays is removed when it is stale. */
function removeDraft(draft: string): void {
  attempt(() => rmSync(draft, { force: true }));
}
