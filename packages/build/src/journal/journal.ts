import { fstatSync, fsyncSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ledgerDamaged } from '@verstamp/core/problems';
import { readExactly } from './backwards.ts';
import { openCatalog, renewCatalog } from './catalog.ts';
import type { Damage } from './damage.ts';
import { createEntries, type Entries, type IndexedEntries } from './entries.ts';
import { guard, hasFile, makeFolder, syncFolder, withFile } from './file.ts';
import { formatLine, type Fields } from './line.ts';
import { readView, type View } from './view.ts';

/** An append-only file of entries that several processes may extend at once. */
export interface Journal {
  readonly path: string;
  /**
   * Appends what `propose` makes of the entries so far (newest first), and again with the new ones where
   * another process came between. `undefined` appends nothing. The entry is on the disk when this returns, where it has to be.
   *
   * @throws VerstampError `LEDGER_DAMAGED` or `LEDGER_UNREACHABLE`; then nothing was appended that holds.
   */
  append<T extends Fields>(propose: (entries: Entries) => T | undefined): T | undefined;
  /**
   * Gives what `read` makes of the entries, newest first.
   *
   * @throws VerstampError `LEDGER_DAMAGED` or `LEDGER_UNREACHABLE`.
   */
  read<T>(read: (entries: Entries) => T): T;
}

/** What a journal may be told. */
export interface JournalOptions {
  /**
   * Whether an entry has to be on the disk before it counts: not where a power cut loses nothing by it.
   * @default every entry has
   */
  readonly isDurable?: (entry: Fields) => boolean;
  /**
   * The words by which an entry is found: then a file beside the journal says where the newest one of each word
   * stands, as far as it can be trusted.
   * @default entries are found by none
   */
  readonly mentions?: (entry: Fields) => readonly string[];
  /**
   * How many bytes at the journal's end are read rather than looked up.
   * @default 32_768
   */
  readonly longTail?: number;
}

type Settings = Required<Omit<JournalOptions, 'mentions'>> &
  Pick<JournalOptions, 'mentions'> & { readonly path: string };

/** Creates a journal on a file, which is made with its first entry. */
export function createJournal(path: string, options: JournalOptions = {}): Journal {
  const settings = { path, isDurable: () => true, longTail: 32_768, ...options };
  return {
    path,
    append: (propose) =>
      guard(path, () => {
        makeFolder(dirname(path));
        const isNew = !hasFile(path);
        const appended = withFile(path, 'a+', (file) => appendTo(file, settings, propose));
        if (isNew && appended && settings.isDurable(appended)) syncFolder(dirname(path));
        return appended;
      }),
    read: (read) =>
      guard(path, () =>
        hasFile(path)
          ? withFile(path, 'r', (file) => withEntries(file, view(file, path), settings, read))
          : read(NO_ENTRIES),
      ),
  };
}

const NO_ENTRIES: Entries = { find: () => undefined, [Symbol.iterator]: () => [][Symbol.iterator]() };

function appendTo<T extends Fields>(
  file: number,
  settings: Settings,
  propose: (entries: Entries) => T | undefined,
): T | undefined {
  for (let mayRenew = true; ;) {
    const before = view(file, settings.path);
    const { fields, isRenewed } = withEntries(file, before, settings, (entries) => {
      const proposed = propose(entries);
      // Before anything is appended: reading more of the journal may show that it is damaged.
      const isDue = mayRenew && entries.isWorthRenewing();
      return { fields: proposed, isRenewed: isDue && renewCatalog(settings.path, () => entries.renew()) };
    });
    if (!fields) return undefined;
    if (isRenewed) {
      // It took so long that others are likely to have written.
      mayRenew = false;
      continue;
    }
    // What is written behind others' entries does not hold, and makes the next view longer: with many writers nobody's would.
    if (fstatSync(file).size + before.prefix.length !== before.end) continue;
    const line = Buffer.from(`${formatLine({ at: before.end, prev: before.prev }, fields, makeNonce())}\n`);
    writeSync(file, Buffer.concat([Buffer.from(before.prefix), line]));
    // One write at the end of a file is never mixed with another's; whose came first is seen by reading back.
    if (!readExactly(file, before.end, line.length).equals(line)) continue;
    if (settings.isDurable(fields)) fsyncSync(file);
    return fields;
  }
}

function withEntries<T>(
  file: number,
  seen: View,
  { path, mentions, longTail }: Settings,
  use: (entries: IndexedEntries) => T,
): T {
  const catalog = mentions && openCatalog(path);
  try {
    return use(createEntries({ file, view: seen, table: catalog?.table, mentions, longTail }));
  } finally {
    catalog?.close();
  }
}

/** Tells processes apart, no secret: a system's own random bytes take a millisecond to come for the first time. */
function makeNonce(): string {
  return `${process.pid.toString(36)}-${Math.random().toString(36).slice(2)}`;
}

function view(file: number, path: string): View {
  return readView(file, fstatSync(file).size, (damage) =>
    ledgerDamaged({ path, line: countLines(file, damage), ...damage }),
  );
}

function countLines(file: number, { offset }: Damage): number {
  return readExactly(file, 0, offset).reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 1);
}
