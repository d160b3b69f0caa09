import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
  let file: number;
  try {
    file = openSync(nameCatalog(path), 'r');
  } catch {
    return undefined;
  }
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
    if (content) isWritten = writeDraft(file, content);
  } finally {
    closeSync(file);
    if (!isWritten) removeDraft(draft);
  }
  if (isWritten) moveDraft(draft, name);
}

/** Opens the draft that one at a time may write: making a table takes longer than writing it. */
function openDraft(draft: string): number | undefined {
  try {
    return openSync(draft, 'wx');
  } catch {
    removeStale(draft);
    return undefined;
  }
}

function writeDraft(file: number, content: TableContent): boolean {
  try {
    writeFileSync(file, formatTable(content));
    return true;
  } catch {
    // There is no room for it.
    return false;
  }
}

function moveDraft(draft: string, name: string): void {
  try {
    renameSync(draft, name);
  } catch {
    removeDraft(draft);
  }
}

function removeStale(draft: string): void {
  try {
    if (Date.now() - statSync(draft).mtimeMs > WRITING_MS) rmSync(draft);
  } catch {
    // It is gone, or cannot be removed.
  }
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // It is removed when it is stale.
  }
}
