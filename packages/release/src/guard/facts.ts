import type { Release } from '@verstamp/build/revision';
import { VerstampError } from '@verstamp/core';
import type { registryUnreachable } from '@verstamp/core/problems';
import { runPool } from '../pool.ts';
import type { Published } from '../registry/answer.ts';
import type { Registry } from '../registry/registry.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import type { Fact } from './judgement.ts';

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

/** Takes as facts what the registry's answer alone decides: what is neither there nor free. */
export function settleFacts(answers: RegistryAnswers): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const [name, answer] of answers) {
    if (answer.kind !== 'present' && answer.kind !== 'absent') facts.set(name, answer);
  }
  return facts;
}

/** Takes as facts that what the registry holds is, to the byte, what is on record. */
export function settleRecorded(
  answers: RegistryAnswers,
  recorded: ReadonlyMap<string, Release>,
): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const [name, { digest, integrity }] of recorded) {
    const answer = answers.get(name);
    if (answer?.kind !== 'present' || integrity === undefined || answer.integrity !== integrity) continue;
    facts.set(name, { kind: 'published', comparison: { kind: 'same', digest } });
  }
  return facts;
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
