import { askRegistry } from '../../../../packages/release/src/guard/facts/ask-registry.ts';
import { runPool } from '../../../../packages/release/src/pool.ts';
import { withRegistry } from '../../../../packages/release/src/registry/open-registry.ts';

/** Asks a registry about packages as the guard does, and counts those that are out. */
export async function countPublished(
  root: string,
  manifests: ReadonlyArray<{ readonly name: string; readonly version: string }>,
): Promise<number> {
  const workspace = { root, manager: 'pnpm', changesets: false, packages: [], members: [] } as const;
  const packages = manifests.map((manifest) => ({ ...manifest, manifest }));
  const found = await withRegistry(workspace, { env: process.env, believeNew: true }, async ({ registry }) =>
    runPool(packages, async (subject) => askRegistry(subject, registry)),
  );
  return found.filter(({ kind }) => kind === 'present').length;
}
