import { readFileSync } from 'node:fs';
import { attempt } from './attempt.ts';

/** Reads a text file without the blanks at its end; an empty text if it cannot be read. */
export function readText(path: string): string {
  return attempt(() => readFileSync(path, 'utf8').trimEnd()) ?? '';
}
