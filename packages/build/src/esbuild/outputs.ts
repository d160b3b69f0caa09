import type { RecordInput } from '../output/describe.ts';

/** The files of a build that has ended, wherever they are: on the disk, or in memory with `write: false`. */
export interface Outputs {
  /** Adds a file, by its path relative to the output folder, with `/`. */
  add(path: string, text: string): void;
  /** Adds the records of them all. */
  record(input: Omit<RecordInput, 'paths' | 'read'>): void;
}
