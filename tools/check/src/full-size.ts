import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.ts';

const SIZE = "from '@verstamp/testing/size'";

/** Lists the test files that have a full size, by their paths from the root: none has to be named anywhere. */
export function listFullSize(): readonly string[] {
  const files = globSync('packages/*/{src,e2e}/**/*.{test,e2e}.ts', { cwd: root });
  return files.filter((file) => readFileSync(join(root, file), 'utf8').includes(SIZE)).toSorted();
}
