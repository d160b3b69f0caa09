import { parseObject, textOf } from '../json.ts';
import { readDocument } from './read-document.ts';
import type { RegistryTarget } from './settings/settings.ts';
import type { Transport } from './transport/transport.ts';

/**
 * What a registry knows of who asks: `known` by name, `refused` if it rejects the credentials, `untold` if it does not say
 * whose they are, and `nobody` if none are shown.
 */
export type Identity =
  | { readonly kind: 'known' | 'nobody' }
  | { readonly kind: 'refused' | 'untold'; readonly status: number };

/**
 * Finds out what a registry knows of who asks. Each registry is asked once.
 *
 * @throws VerstampError `REGISTRY_UNREACHABLE` if no answer comes.
 */
export type Identify = (target: RegistryTarget) => Promise<Identity>;

/** Creates a function that finds out whether registries know whose credentials they are shown. */
export function createIdentify(transport: Transport): Identify {
  const asked = new Map<string, Promise<Identity>>();
  return async (target) => {
    const known = asked.get(target.registry) ?? identify(transport, target);
    asked.set(target.registry, known);
    return known;
  };
}

async function identify(transport: Transport, target: RegistryTarget): Promise<Identity> {
  if (target.authorization === undefined && !target.certificate) return { kind: 'nobody' };
  const { status, body } = await readDocument(transport, target, `${target.registry}-/whoami`);
  if (status === 401 || status === 403) return { kind: 'refused', status };
  const name = status === 200 ? textOf(parseObject(body)?.['username']) : undefined;
  // Nexus gives this name to everybody whom it does not know.
  return name === undefined || name === 'anonymous' ? { kind: 'untold', status } : { kind: 'known' };
}
