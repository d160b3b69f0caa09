import { openCatalog } from './catalog.ts';
import { createEntries, type IndexedEntries } from './entries.ts';
import type { JournalSettings } from './settings.ts';
import type { View } from './view.ts';

/** Lends the entries of a journal, found by its catalog as far as that can be trusted. */
export function withEntries<T>(
  file: number,
  seen: View,
  { path, mentions, longTail }: JournalSettings,
  use: (entries: IndexedEntries) => T,
): T {
  const catalog = mentions && openCatalog(path);
  try {
    return use(createEntries({ file, view: seen, table: catalog?.table, mentions, longTail }));
  } finally {
    catalog?.close();
  }
}
