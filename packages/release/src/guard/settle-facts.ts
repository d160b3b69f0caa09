import type { Release } from '@verstamp/build/revision';
import type { RegistryAnswers } from './ask-registry.ts';
import type { Fact } from './fact.ts';

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
