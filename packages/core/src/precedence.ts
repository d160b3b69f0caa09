import type { Version } from './version.ts';

/** The answer of a comparison, as `Array.prototype.sort` takes it. */
export type Order = -1 | 0 | 1;

/**
 * Compares by precedence: major, minor, patch, then prerelease as in SemVer 2.0.0 §11.
 * The revision is ignored: two builds of one version have equal precedence.
 */
export function compareVersions(a: Version, b: Version): Order {
  return (
    order(a.major, b.major) ||
    order(a.minor, b.minor) ||
    order(a.patch, b.patch) ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

/** Compares by precedence, then by revision; a build without a revision comes before those with one. */
export function compareBuilds(a: Version, b: Version): Order {
  return compareVersions(a, b) || order(a.revision ?? -1, b.revision ?? -1);
}

/**
 * Compares two prerelease texts (SemVer 2.0.0 §11.3 and §11.4): none comes after any,
 * numbers by value and before words, words by code unit, the shorter list first.
 */
export function comparePrereleases(a: string, b: string): Order {
  if (a === b) return 0;
  if (!a || !b) return a ? -1 : 1;
  const left = a.split('.');
  const right = b.split('.');
  for (const [index, identifier] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const found = compareIdentifiers(identifier, other);
    if (found) return found;
  }
  return -1;
}

function compareIdentifiers(a: string, b: string): Order {
  const numeric = isNumeric(a);
  if (numeric !== isNumeric(b)) return numeric ? -1 : 1;
  // SemVer bounds no numeric identifier; without leading zeros the longer one is the larger.
  return (numeric && order(a.length, b.length)) || order(a, b);
}

function isNumeric(identifier: string): boolean {
  return /^\d+$/.test(identifier);
}

function order<T extends number | string>(a: T, b: T): Order {
  return a < b ? -1 : a > b ? 1 : 0;
}
