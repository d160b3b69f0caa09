import {
  buildStale,
  packageBroken,
  releaseReplaced,
  versionAltered,
  versionBurnt,
  versionUnreleased,
  type changesetMissing,
  type registryUnreachable,
} from '@verstamp/core/problems';
import type { Comparison, SameBytes } from './comparison.ts';
import type { Obstacle } from './obstacles.ts';
import type { Unsoundness } from './soundness.ts';

/** What the guard finds of one package. */
export type GuardVerdict =
  /** The version is free: it goes out. */
  | 'new'
  /** Published with the same content: nothing to do. */
  | 'identical'
  /** Planned, and published with other content; or published with other content than is on record: refused. */
  | 'altered'
  /** Not planned, differs, and a changeset covers it: allowed. */
  | 'pending'
  /** Not planned, differs, and no changeset covers it: refused. */
  | 'unreleased'
  /** Not planned, differs, and its own sources do not: warned of. */
  | 'drifted'
  /** Published once and removed, as the registry or the ledger knows: refused. */
  | 'burnt'
  /** Its tarball could not work: refused. */
  | 'broken-package'
  /** Its tarball holds no build of this version: refused. */
  | 'stale-build'
  /** Stands below, untagged, in an uncommitted tree or between registries: refused. */
  | Obstacle['verdict']
  /** Could not be found out. */
  | 'unreachable';

/** A package of the workspace as the plan has it. */
export interface Candidate {
  readonly name: string;
  readonly version: string;
  /** Whether the plan publishes it. */
  readonly planned: boolean;
  /** Whether a pending changeset moves its version, or Changesets is told to ignore it. */
  readonly covered: boolean;
  /** Whether a change without a changeset is only warned of. */
  readonly lenient?: boolean;
  /** Its package.json, relative to the workspace's root. */
  readonly file?: string;
  /** The names of what it needs at run time. */
  readonly dependencies: readonly string[];
}

/** What was found out about a candidate's version. */
export type Fact =
  | {
      readonly kind: 'free';
      readonly unsound?: Unsoundness | undefined;
      readonly obstacle?: Obstacle | undefined;
    }
  | { readonly kind: 'removed' }
  /** Published with other content than the ledger has on record. */
  | { readonly kind: 'replaced'; readonly recorded: string; readonly published: string }
  | {
      readonly kind: 'published';
      readonly comparison: Comparison | SameBytes;
      /** Whether its own sources are those of its release commit; `undefined` where nobody knows. */
      readonly sources?: 'same' | 'changed';
      readonly unsound?: Unsoundness | undefined;
    }
  | { readonly kind: 'unreachable'; readonly problem: ReturnType<typeof registryUnreachable> };

/** Why a package is refused, or was not judged. */
export type GuardProblem =
  | ReturnType<typeof versionAltered>
  | ReturnType<typeof versionUnreleased>
  | ReturnType<typeof changesetMissing>
  | ReturnType<typeof versionBurnt>
  | ReturnType<typeof releaseReplaced>
  | ReturnType<typeof packageBroken>
  | Obstacle['problem']
  | ReturnType<typeof buildStale>
  | ReturnType<typeof registryUnreachable>;

/** The guard's answer about one package. */
export interface Judgement {
  readonly name: string;
  readonly version: string;
  /** Its package.json, relative to the workspace's root. */
  readonly file: string | undefined;
  readonly planned: boolean;
  readonly verdict: GuardVerdict;
  /** Whether it may go out, holds a release up, or nobody knows. */
  readonly effect: 'allow' | 'refuse' | 'unknown';
  /** The content digest, where both sides have the same in other bytes. */
  readonly digest: string | undefined;
  /** `sha512-…`, where both sides have the same bytes. */
  readonly integrity: string | undefined;
  readonly problem: GuardProblem | undefined;
  /** The refused packages that it needs, so that it cannot go out either. */
  readonly heldBy: readonly string[];
}

type Ruling = Pick<Judgement, 'verdict' | 'effect'> &
  Partial<Pick<Judgement, 'problem' | 'digest' | 'integrity'>>;

/** What a judgement says where nothing else is to be said. */
export const UNSAID: Pick<Judgement, 'digest' | 'integrity' | 'problem' | 'heldBy'> = {
  digest: undefined,
  integrity: undefined,
  problem: undefined,
  heldBy: [],
};

/** The verdicts of which a dependent cannot go out either. */
const HOLDING: ReadonlySet<GuardVerdict> = new Set(['altered', 'burnt', 'broken-package', 'stale-build']);

/** Decides over a whole plan; a candidate without a fact could not be found out. */
export function decide(
  candidates: readonly Candidate[],
  facts: ReadonlyMap<string, Fact>,
): readonly Judgement[] {
  const judged = candidates.map((candidate) => judge(candidate, facts.get(candidate.name)));
  const held = holdDependents(candidates, judged);
  return judged.map((judgement) => hold(judgement, held.get(judgement.name) ?? []));
}

function hold(judgement: Judgement, heldBy: readonly string[]): Judgement {
  // What is not going out is not held back.
  if (judgement.verdict !== 'new' || heldBy.length === 0) return judgement;
  return { ...judgement, heldBy, effect: 'refuse' };
}

function judge(candidate: Candidate, fact: Fact | undefined): Judgement {
  const { name, version, file, planned } = candidate;
  const base = { name, version, file, planned, ...UNSAID };
  if (!fact) return { ...base, verdict: 'unreachable', effect: 'unknown' };
  switch (fact.kind) {
    case 'free':
      if (fact.unsound) return { ...base, ...judgeUnsound(candidate, fact.unsound) };
      if (planned && fact.obstacle) return { ...base, ...fact.obstacle, effect: 'refuse' };
      return { ...base, verdict: 'new', effect: 'allow' };
    case 'removed':
      return { ...base, verdict: 'burnt', effect: 'refuse', problem: versionBurnt({ name, version }) };
    case 'replaced': {
      const { recorded, published } = fact;
      const problem = releaseReplaced({ name, version, recorded, published });
      return { ...base, verdict: 'altered', effect: 'refuse', problem };
    }
    case 'unreachable':
      return { ...base, verdict: 'unreachable', effect: 'unknown', problem: fact.problem };
    case 'published':
      return { ...base, ...judgePublished(candidate, fact) };
  }
}

function judgePublished(
  candidate: Candidate,
  { comparison, unsound, sources }: Fact & { readonly kind: 'published' },
): Ruling {
  const { name, version, planned, covered, lenient } = candidate;
  if (comparison.kind === 'bytes') {
    return { verdict: 'identical', effect: 'allow', integrity: comparison.integrity };
  }
  if (comparison.kind === 'same') {
    return { verdict: 'identical', effect: 'allow', digest: comparison.digest };
  }
  const { published, local, files } = comparison;
  const change = { name, version, published, local, files };
  if (planned) return { verdict: 'altered', effect: 'refuse', problem: versionAltered(change) };
  if (covered) return { verdict: 'pending', effect: 'allow' };
  // What is not built differs for no reason of its own.
  if (unsound) return judgeUnsound(candidate, unsound);
  if (sources === 'same') return { verdict: 'drifted', effect: 'allow' };
  const effect = lenient ? 'allow' : 'refuse';
  return { verdict: 'unreleased', effect, problem: versionUnreleased(change) };
}

function judgeUnsound({ name, version }: Candidate, { verdict, reasons }: Unsoundness): Ruling {
  const details = { name, version, reasons };
  const problem = verdict === 'stale-build' ? buildStale(details) : packageBroken(details);
  return { verdict, effect: 'refuse', problem };
}

/** Finds, for every package, the refused ones that it needs, directly or through others. */
function holdDependents(
  candidates: readonly Candidate[],
  judged: readonly Judgement[],
): ReadonlyMap<string, readonly string[]> {
  const byName = new Map(candidates.map((candidate) => [candidate.name, candidate]));
  const holding = new Set(judged.filter(({ verdict }) => HOLDING.has(verdict)).map(({ name }) => name));
  const holders = (name: string): readonly string[] => {
    const seen = new Set<string>();
    const open = [...(byName.get(name)?.dependencies ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === name || seen.has(next) || !byName.has(next)) continue;
      seen.add(next);
      open.push(...(byName.get(next)?.dependencies ?? []));
    }
    return [...seen].filter((needed) => holding.has(needed)).toSorted();
  };
  return new Map(candidates.map(({ name }) => [name, holding.size ? holders(name) : []]));
}

/** What a whole guard run comes to: the release may go out, may not, or nobody knows. */
export function concludeGuard(judgements: readonly Judgement[]): Judgement['effect'] {
  if (judgements.some(({ effect }) => effect === 'refuse')) return 'refuse';
  return judgements.some(({ effect }) => effect === 'unknown') ? 'unknown' : 'allow';
}
