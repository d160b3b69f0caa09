import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readExactly } from './backwards.ts';
import type { Snapshot } from './entries.ts';
import { formatTable, openTable, type Table } from './table.ts';

/** A table that may be looked at until it is closed. */
export interface Catalog {
  readonly table: Table;
  close(): void;
}

/** A writer that takes longer than this was killed. */
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

/** Writes the catalog of a journal, whole or not at all; where it cannot be written, the journal does without. */
export function writeCatalog(path: string, { bound, records }: Snapshot): void {
  const name = nameCatalog(path);
  const draft = `${name}.new`;
  try {
    writeFileSync(draft, formatTable(bound, records), { flag: 'wx' });
    renameSync(draft, name);
  } catch {
    // Another one is writing it just now; or was killed while it did, or has no room for it.
    removeStale(draft);
  }
}

function removeStale(draft: string): void {
  try {
    if (Date.now() - statSync(draft).mtimeMs > WRITING_MS) rmSync(draft);
  } catch {
    // It is gone, or cannot be removed.
  }
}
