import { dirname } from 'node:path';
import { appendTo } from './append.ts';
import { readFields, type Entries } from './entries.ts';
import { guard, hasFile, makeFolder, syncFolder, withFile } from './file.ts';
import type { Fields } from './line.ts';
import type { JournalOptions } from './settings.ts';
import { openView } from './view.ts';

/** An append-only file of entries that several processes may extend at once. */
export interface Journal {
  readonly path: string;
  /**
   * Appends what `propose` makes of the entries so far (newest first), and again with the new ones if
   * another process came between. `undefined` appends nothing. The entry is on the disk when this returns, if it has to be.
   *
   * @throws VerstampError `LEDGER_DAMAGED` or `LEDGER_UNREACHABLE`; then nothing was appended that holds.
   */
  append<T extends Fields>(propose: (entries: Entries) => T | undefined): T | undefined;
  /**
   * Returns what `read` makes of the entries, newest first.
   *
   * @throws VerstampError `LEDGER_DAMAGED` or `LEDGER_UNREACHABLE`.
   */
  read<T>(read: (entries: Iterable<Fields>) => T): T;
}

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
        hasFile(path) ? withFile(path, 'r', (file) => read(readFields(openView(file, path)))) : read([]),
      ),
  };
}
