/** The headers the gate sets whose values are lists: they are added to, never replaced. */
export const LIST_HEADERS = ['Vary', 'Access-Control-Expose-Headers', 'Server-Timing'] as const;

const LIST_NAMES: ReadonlySet<string> = new Set(LIST_HEADERS.flatMap((name) => [name, name.toLowerCase()]));

/** Tells whether the gate adds to a header of that name, spelt as in {@link LIST_HEADERS} or in lower case. */
export function isListHeader(name: string): boolean {
  return LIST_NAMES.has(name);
}

/** Adds entries to the value of a list header, leaving out those it has; in `Vary`, `*` has all. */
export function mergeList(name: string, existing: string, added: string): string {
  if (existing.trim() === '') return added;
  if (isSurelyMissing(existing, added)) return `${existing}, ${added}`;
  const present = new Set(splitList(existing.toLowerCase()));
  // In the others it may be a name like any: to a page that sends credentials, a star exposes nothing.
  if (present.has('*') && name.toLowerCase() === 'vary') return existing;
  const missing = splitList(added).filter((entry) => !present.has(entry.toLowerCase()));
  return [...(present.size ? [existing] : []), ...missing].join(', ');
}

/** Tells whether a single entry is added that occurs nowhere in a list, so that the list need not be split. */
function isSurelyMissing(existing: string, added: string): boolean {
  return (
    !added.includes(',') && !existing.includes('*') && !existing.toLowerCase().includes(added.toLowerCase())
  );
}

function splitList(value: string): readonly string[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}
