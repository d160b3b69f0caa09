import { changesetMissing, versionBurnt } from '@verstamp/core/problems';
import type { Touched } from '../changes/touched.ts';
import type { RegistryAnswer } from '../facts/ask-registry.ts';
import type { Ruling } from './ruling.ts';

/** A package that a branch changes, with all that its ruling depends on. */
export interface BranchChange extends Touched {
  /** The commit that the branch left from. */
  readonly since: string;
  /** Whether a pending changeset moves its version, or Changesets is told to ignore it. */
  readonly covered: boolean;
  /** What the registry says of it; asked only if nothing else tells whether it is released. */
  readonly answer?: RegistryAnswer;
}

/** Rules over a package that a branch changes. */
export function ruleChange({ pkg, changed, standing, since, covered, answer }: BranchChange): Ruling {
  const { name, version } = pkg;
  if (standing === 'raised') return { verdict: 'new' };
  if (covered) return { verdict: 'pending' };
  switch (answer?.kind) {
    case 'absent':
      return { verdict: 'new' };
    case 'unreachable':
      return { verdict: 'unreachable', problem: answer.problem };
    case 'removed':
      return { verdict: 'burnt', problem: versionBurnt({ name, version }) };
    default:
      return { verdict: 'unreleased', problem: changesetMissing({ name, version, since, changed }) };
  }
}
