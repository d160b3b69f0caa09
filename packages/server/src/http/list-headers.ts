/** The headers the gate sets whose values are lists: they are added to, never replaced. */
export const LIST_HEADERS = ['Vary', 'Access-Control-Expose-Headers', 'Server-Timing'] as const;

const LIST_NAMES: ReadonlySet<string> = new Set(LIST_HEADERS.flatMap((name) => [name, name.toLowerCase()]));

/** Answers whether the gate adds to a header of that name, spelt as in {@link LIST_HEADERS} or in lower case. */
export function isList(name: string): boolean {
  return LIST_NAMES.has(name);
}

/** Adds entries to a list header's value, leaving out those it has; `*` has all. */
export function mergeList(existing: string, added: string): string {
  if (existing.trim() === '') return added;
  if (isNowhere(existing, added)) return `${existing}, ${added}`;
  const present = new Set(entries(existing.toLowerCase()));
  if (present.has('*')) return existing;
  const missing = entries(added).filter((entry) => !present.has(entry.toLowerCase()));
  return [...(present.size ? [existing] : []), ...missing].join(', ');
}

/** Answers whether one entry is added to a list that holds no part of it: then nothing need be taken apart. */
function isNowhere(existing: string, added: string): boolean {
  return (
    !added.includes(',') && !existing.includes('*') && !existing.toLowerCase().includes(added.toLowerCase())
  );
}

function entries(value: string): readonly string[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}
