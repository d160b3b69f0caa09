import { posix } from 'node:path';
import type { Change } from '../edit/change.ts';
import type { Bundle } from './bundles.ts';
import type { Project } from './project.ts';

/** Plans verstamp.json at the root; its schema comes with the build plugin, wherever that is installed. */
export function planConfig(
  { texts, manager, hasOrigin, facts }: Project,
  bundles: readonly Bundle[],
): readonly Change[] {
  const [first] = bundles;
  if (texts.has('verstamp.json') || !first) return [];
  // npm and its like put everything into one folder, pnpm into each package's own.
  const folder = manager === 'pnpm' ? first.pkg.folder : '';
  const $schema = `./${posix.join(folder, 'node_modules/@verstamp/build/verstamp.schema.json')}`;
  const isShared = hasOrigin && facts.pipelines.length > 0;
  const config = { $schema, ...(isShared ? { ledger: 'git+ref:origin' } : {}) };
  return [{ file: 'verstamp.json', before: undefined, after: `${JSON.stringify(config, undefined, 2)}\n` }];
}
