import { VerstampError } from '@verstamp/core';
import type { Published } from '../../registry/answer.ts';
import type { Subject } from '../../registry/find-version.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Fact } from './fact.ts';

/** The answer that nothing could be found out. */
export type Unreached = Fact & { readonly kind: 'unreachable' };

/** What a registry says of a version, or that nothing could be found out. */
export type RegistryAnswer = Published | Unreached;

/** Asks the registry about a package; a failure becomes the answer that it is unreachable. */
export async function askRegistry(subject: Subject, registry: Registry): Promise<RegistryAnswer> {
  return registry.find(subject).catch(toUnreached);
}

/**
 * Turns a registry's failure into the answer that nothing could be found out.
 *
 * @throws Whatever else was thrown.
 */
export function toUnreached(error: unknown): Unreached {
  if (error instanceof VerstampError && error.code === 'REGISTRY_UNREACHABLE') {
    return { kind: 'unreachable', problem: error as Unreached['problem'] };
  }
  throw error;
}
