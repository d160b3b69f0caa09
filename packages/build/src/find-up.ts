import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Finds a file in a folder or the nearest one above it. */
export function findUp(folder: string, name: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const path = join(current, name);
    if (existsSync(path)) return path;
    if (dirname(current) === current) return undefined;
  }
}
