import { relative, sep } from 'node:path';
import type { Target } from './settings.ts';

/** Returns a path relative to the output folder, with `/`. */
export function relativePath({ folder }: Target, path: string): string {
  return slashed(relative(folder, path));
}

/** Returns a path with `/`. */
export function slashed(path: string): string {
  return path.replaceAll(sep, '/');
}
