import { findPublished } from '../../../../packages/release/src/guard/facts.ts';
import { createRegistry } from '../../../../packages/release/src/registry/registry.ts';
import { readRegistrySettings } from '../../../../packages/release/src/registry/settings.ts';
import { createTransport } from '../../../../packages/release/src/registry/transport.ts';

/** Asks a registry about packages as the guard does, and counts those that are out. */
export async function countPublished(
  root: string,
  manifests: ReadonlyArray<{ readonly name: string; readonly version: string }>,
): Promise<number> {
  const settings = await readRegistrySettings(root, 'pnpm', process.env);
  const transport = createTransport(settings.connection);
  const registry = createRegistry(settings, transport, { believeHidden: () => true });
  const packages = manifests.map((manifest) => ({ ...manifest, manifest }));
  const found = await findPublished(packages as never, registry);
  transport.close();
  return [...found.values()].filter(({ kind }) => kind === 'present').length;
}
