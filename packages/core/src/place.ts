/**
 * Where a client's version first differs from its server's, as a place in a table's eight characters: even if the client
 * is older there and odd if it is newer, so that 0 is an older major; {@link NO_DIFFERENCE}; below 0 if one of the two is
 * not a version.
 */
export type Place = number;

/** The first place that precedence ignores. */
export const REVISION: Place = 6;

/** The place of two versions that do not differ. */
export const NO_DIFFERENCE: Place = 8;

/** Tells whether the client is older by precedence, at a place that is not below 0. */
export function isOlder(place: Place): boolean {
  return place < REVISION && !(place % 2);
}
