import type { Ruling } from './ruling.ts';

/** The package that a judgement is about. */
export interface JudgedPackage {
  readonly name: string;
  readonly version: string;
  /** Its package.json, relative to the workspace's root. */
  readonly file: string | undefined;
  readonly planned: boolean;
}

/** What follows from a ruling. */
export interface Consequence {
  /** Whether it may go out, stops a release, or it is not known. */
  readonly effect: 'allow' | 'refuse' | 'unknown';
  /** The refused packages that it needs, so that it cannot go out either. */
  readonly heldBy: readonly string[];
}

/** The guard's answer about one package. */
export type Judgement = JudgedPackage & Ruling & Consequence;

/** What of a workspace a decision depends on. */
export interface DecideOptions {
  /** Whether a change without a changeset is only warned of. */
  readonly lenient: boolean;
}

/** What the effect of a ruling depends on, beside its verdict. */
export interface JudgementOptions extends DecideOptions {
  /** The refused packages that it needs. */
  readonly heldBy?: readonly string[];
}

/** Makes the judgement of a package from its ruling, with the effect that follows. */
export function toJudgement(
  { name, version, file, planned }: Omit<JudgedPackage, 'file'> & Partial<JudgedPackage>,
  ruling: Ruling,
  { lenient, heldBy = [] }: JudgementOptions,
): Judgement {
  const effect = heldBy.length > 0 ? 'refuse' : effectOf(ruling, lenient);
  return { name, version, file, planned, ...ruling, heldBy, effect };
}

function effectOf({ verdict }: Ruling, lenient: boolean): Consequence['effect'] {
  switch (verdict) {
    case 'new':
    case 'identical':
    case 'pending':
    case 'drifted':
      return 'allow';
    case 'unreleased':
      return lenient ? 'allow' : 'refuse';
    case 'unreachable':
      return 'unknown';
    default:
      return 'refuse';
  }
}

/** Concludes a whole guard run: the release may go out, may not, or it is not known. */
export function concludeGuard(judgements: readonly Pick<Consequence, 'effect'>[]): Consequence['effect'] {
  if (judgements.some(({ effect }) => effect === 'refuse')) return 'refuse';
  return judgements.some(({ effect }) => effect === 'unknown') ? 'unknown' : 'allow';
}
