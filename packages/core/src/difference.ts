/** A part of a version that a rule can speak of; a prerelease counts at `patch`. */
export type Part = 'major' | 'minor' | 'patch' | 'revision';

/** Where the client stands in the first part that differs. */
export type Side = 'older' | 'newer';

/** The first differing part of two versions. */
export type Difference =
  | { readonly part: 'none'; readonly client?: undefined }
  | {
      readonly part: Part;
      readonly client: Side;
      /** How far the two are apart in that part, at least 1; a prerelease counts as 1. */
      readonly distance: number;
    };

/** The parts in the order in which they decide. */
export const PARTS: readonly ['major', 'minor', 'patch', 'revision'] = [
  'major',
  'minor',
  'patch',
  'revision',
];
