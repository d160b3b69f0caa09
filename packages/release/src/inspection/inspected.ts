import type { ParsedStamp } from '@verstamp/core';

/** Files by path. */
export interface InspectedFiles {
  keys(): Iterable<string>;
  /** Reads a file into memory of its own. */
  get(path: string): Buffer | undefined;
  /**
   * Hands over a file for as long as `act` takes, in memory that the next one may take: far faster than new memory for
   * each of many files. Others can be read meanwhile by {@link get}.
   *
   * @default what is handed over comes from `get`
   */
  use?<T>(path: string, act: (bytes: Buffer) => T): T | undefined;
}

/** A stamp, and the file that bears it. */
export interface Sighting {
  readonly file: string;
  readonly stamp: ParsedStamp;
}

/** What does not hold in a set of files. */
export type Flaw =
  /** Two stamps of one name are not of one build. */
  | { readonly kind: 'disagrees'; readonly file: string; readonly with: string }
  /** A file is not the one that was built. */
  | { readonly kind: 'altered'; readonly file: string }
  /** A file that was built is not there. */
  | { readonly kind: 'missing'; readonly file: string }
  /** A record cannot be read. */
  | { readonly kind: 'unreadable'; readonly file: string };
