import { VerstampError } from '@verstamp/core';
import type { registryUnreachable } from '@verstamp/core/problems';
import { runPool } from '../pool.ts';
import type { Published } from '../registry/answer.ts';
import type { Registry } from '../registry/registry.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import type { Fact } from './fact.ts';

/** What the registry answered about each package, by name. */
export type RegistryAnswers = ReadonlyMap<string, Published | (Fact & { readonly kind: 'unreachable' })>;

/** Asks the registry about every package; a failure becomes the answer that it is unreachable. */
export async function askRegistry(
  packages: readonly WorkspacePackage[],
  registry: Registry,
): Promise<RegistryAnswers> {
  const answers = await runPool(packages, async (pkg) => {
    const answer = await registry.find(pkg).catch(toUnreachable);
    return [pkg.name, answer] as const;
  });
  return new Map(answers);
}

/**
 * Turns a registry's failure into the fact that nothing could be found out.
 *
 * @throws Whatever else was thrown.
 */
export function toUnreachable(error: unknown): Fact & { readonly kind: 'unreachable' } {
  if (error instanceof VerstampError && error.code === 'REGISTRY_UNREACHABLE') {
    return { kind: 'unreachable', problem: error as ReturnType<typeof registryUnreachable> };
  }
  throw error;
}
