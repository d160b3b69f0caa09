import type { Answer } from './answer.ts';
import type { RegistryTarget } from './settings/settings.ts';
import type { Transport } from './transport/transport.ts';

const MAX_DOCUMENT_BYTES = 64 * 2 ** 20;

/**
 * Reads a document of a registry.
 *
 * @throws VerstampError `REGISTRY_UNREACHABLE` if no answer comes.
 */
export async function readDocument(
  transport: Transport,
  { authorization, certificate }: RegistryTarget,
  url: string,
): Promise<Answer> {
  return transport.fetch({ url, authorization, certificate, maxBytes: MAX_DOCUMENT_BYTES });
}
