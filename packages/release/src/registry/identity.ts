import { parseManifest, textOf } from '../workspace/manifest.ts';
import { readDocument } from './read-document.ts';
import type { RegistryTarget } from './settings.ts';
import type { Transport } from './transport.ts';

/**
 * Finds why a registry's "not found" of what may be hidden is not believed: it has to know who asks. `undefined` where
 * it does. Each registry is asked once.
 *
 * @throws VerstampError `REGISTRY_UNREACHABLE` where no answer comes.
 */
export type Identify = (target: RegistryTarget) => Promise<string | undefined>;

/** Creates a way to find out whether registries know whose credentials they are shown. */
export function createIdentify(transport: Transport): Identify {
  const asked = new Map<string, Promise<string | undefined>>();
  return async (target) => {
    const known = asked.get(target.registry) ?? findStranger(transport, target);
    asked.set(target.registry, known);
    return known;
  };
}

async function findStranger(transport: Transport, target: RegistryTarget): Promise<string | undefined> {
  if (target.authorization === undefined && !target.certificate) return 'without credentials';
  const { status, body } = await readDocument(transport, target, `${target.registry}-/whoami`);
  const name = status === 200 ? textOf(parseManifest(body)?.['username']) : undefined;
  if (name !== undefined) return undefined;
  // Expired ones are answered as none are; where the address is not served, nobody can tell.
  const reading =
    status === 401 || status === 403 ? 'that it refuses' : 'of which it does not say whose they are';
  return `to credentials ${reading} (-/whoami: status ${status})`;
}
