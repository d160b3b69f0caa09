import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Tells whether Changesets plans the releases of a workspace. */
export function hasChangesets(root: string): boolean {
  return existsSync(join(root, '.changeset', 'config.json'));
}
