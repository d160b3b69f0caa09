import { hash } from 'node:crypto';

/** Digests a text, which may hold what no name of a ref or a file may. */
export function digest(text: string): string {
  return hash('sha256', text).slice(0, 40);
}
