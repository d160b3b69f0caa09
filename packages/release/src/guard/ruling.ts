import type {
  buildStale,
  changesetMissing,
  packageBroken,
  registryUnreachable,
  releaseReplaced,
  versionAltered,
  versionBurnt,
  versionUnreleased,
} from '@verstamp/core/problems';
import type { Judgement } from './judgement.ts';
import type { Obstacle } from './obstacles.ts';

/** What is decided of a package: a verdict, with what belongs to it and nothing else. */
export type Ruling =
  /** Held back if what it needs is refused. */
  | { readonly verdict: 'new'; readonly heldBy?: readonly string[] }
  | { readonly verdict: 'identical'; readonly digest: string }
  | { readonly verdict: 'identical'; readonly integrity: string }
  | { readonly verdict: 'pending' | 'drifted' }
  | {
      readonly verdict: 'unreleased';
      readonly problem: ReturnType<typeof versionUnreleased> | ReturnType<typeof changesetMissing>;
      /** Whether it is only warned of. */
      readonly lenient: boolean;
    }
  | {
      readonly verdict: 'altered';
      readonly problem: ReturnType<typeof versionAltered> | ReturnType<typeof releaseReplaced>;
    }
  | { readonly verdict: 'burnt'; readonly problem: ReturnType<typeof versionBurnt> }
  | { readonly verdict: 'broken-package'; readonly problem: ReturnType<typeof packageBroken> }
  | { readonly verdict: 'stale-build'; readonly problem: ReturnType<typeof buildStale> }
  | Obstacle
  | { readonly verdict: 'unreachable'; readonly problem?: ReturnType<typeof registryUnreachable> };

/** The package that a ruling is about. */
export interface RuledPackage extends Pick<Judgement, 'name' | 'version' | 'planned'> {
  readonly file?: string | undefined;
}

/** Makes the judgement of a package from its ruling, with the effect that follows. */
export function toJudgement({ name, version, file, planned }: RuledPackage, ruling: Ruling): Judgement {
  return {
    name,
    version,
    file,
    planned,
    digest: 'digest' in ruling ? ruling.digest : undefined,
    integrity: 'integrity' in ruling ? ruling.integrity : undefined,
    problem: 'problem' in ruling ? ruling.problem : undefined,
    heldBy: ('heldBy' in ruling ? ruling.heldBy : undefined) ?? [],
    verdict: ruling.verdict,
    effect: effectOf(ruling),
  };
}

function effectOf(ruling: Ruling): Judgement['effect'] {
  switch (ruling.verdict) {
    case 'new':
      return ruling.heldBy ? 'refuse' : 'allow';
    case 'identical':
    case 'pending':
    case 'drifted':
      return 'allow';
    case 'unreleased':
      return ruling.lenient ? 'allow' : 'refuse';
    case 'unreachable':
      return 'unknown';
    default:
      return 'refuse';
  }
}
