import type { Fields } from './line.ts';

/** Options of a journal. */
export interface JournalOptions {
  /**
   * Tells whether an entry has to be on the disk before it counts: not if a power cut loses nothing by it.
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

/** Options of a journal with its path and its defaults. */
export type JournalSettings = Required<Omit<JournalOptions, 'mentions'>> &
  Pick<JournalOptions, 'mentions'> & { readonly path: string };
