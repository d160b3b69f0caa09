import {
  buildStale,
  packageBroken,
  releaseRecorded,
  releaseReplaced,
  versionAltered,
  versionBurnt,
  versionUnreleased,
} from '@verstamp/core/problems';
import type { PackageVersion } from '../../package-version.ts';
import type { PublishedFact } from '../facts/fact.ts';
import type { Unsoundness } from '../soundness/soundness.ts';
import type { Candidate } from './candidate.ts';
import type { Ruling } from './ruling.ts';

/** Rules over a package that a release may publish. */
export function ruleCandidate(candidate: Candidate): Ruling {
  const { name, version, planned, fact } = candidate;
  switch (fact.kind) {
    case 'free':
      // What does not go out cannot harm anybody.
      if (!planned) return { verdict: 'new' };
      return fact.unsound ? ruleUnsound(candidate, fact.unsound) : (fact.obstacle ?? { verdict: 'new' });
    case 'removed':
      return { verdict: 'burnt', problem: versionBurnt({ name, version }) };
    case 'recorded': {
      if (!planned) return { verdict: 'new' };
      const { recorded, local: given } = fact;
      return { verdict: 'altered', problem: releaseRecorded({ name, version, recorded, given }) };
    }
    case 'replaced': {
      const { recorded, published } = fact;
      return { verdict: 'altered', problem: releaseReplaced({ name, version, recorded, published }) };
    }
    case 'unreachable':
      return { verdict: 'unreachable', problem: fact.problem };
    case 'published':
      return rulePublished(candidate, fact);
  }
}

function rulePublished(candidate: Candidate, fact: PublishedFact): Ruling {
  const { comparison, unsound, sources, publishedCommit, localCommit } = fact;
  const { name, version, planned, covered } = candidate;
  if (comparison.kind === 'bytes') return { verdict: 'identical', integrity: comparison.integrity };
  if (comparison.kind === 'same') return { verdict: 'identical', digest: comparison.digest };
  const { published, local, files } = comparison;
  const change = { name, version, published, local, publishedCommit, localCommit, files };
  if (planned) return { verdict: 'altered', problem: versionAltered(change) };
  if (covered) return { verdict: 'pending' };
  // What is not built differs for no reason of its own.
  if (unsound) return ruleUnsound(candidate, unsound);
  if (sources === 'same') return { verdict: 'drifted' };
  return {
    verdict: 'unreleased',
    problem: versionUnreleased({ ...change, isTraced: sources !== undefined }),
  };
}

function ruleUnsound({ name, version }: PackageVersion, { verdict, reasons }: Unsoundness): Ruling {
  const details = { name, version, reasons };
  return verdict === 'stale-build'
    ? { verdict, problem: buildStale(details) }
    : { verdict, problem: packageBroken(details) };
}
