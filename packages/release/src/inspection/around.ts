/** Something that is said of a folder. */
export interface Placed {
  /** The folder, with a slash at its end; `''` for the top. */
  readonly prefix: string;
}

interface Known<Item> {
  readonly prefix: string;
  readonly own: readonly Item[];
  /** The nearest folder around it. */
  readonly outer: Known<Item> | undefined;
}

/** Creates what finds that which is said of the folders around a file, the innermost first, however much is said of others. */
export function createAround<Item extends Placed>(items: readonly Item[]): (file: string) => readonly Item[] {
  const sorted = nest(items);
  return (file) => {
    // The last that does not come behind the file: whatever is around the file is around this one, too, or is it.
    const last = sorted[countBefore(sorted, file) - 1];
    const shared = last ? countShared(last.prefix, file) : 0;
    const found: Item[] = [];
    for (let at = last; at; at = at.outer) if (at.prefix.length <= shared) found.push(...at.own);
    return found;
  };
}

function nest<Item extends Placed>(items: readonly Item[]): readonly Known<Item>[] {
  const sorted: Known<Item>[] = [];
  const byPrefix = [...Map.groupBy(items, ({ prefix }) => prefix)];
  for (const [prefix, own] of byPrefix.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    let outer = sorted.at(-1);
    while (outer && !prefix.startsWith(outer.prefix)) outer = outer.outer;
    sorted.push({ prefix, own, outer });
  }
  return sorted;
}

/** Counts the folders that do not come behind a file, by halves. */
function countBefore(sorted: ReadonlyArray<Known<unknown>>, file: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.prefix ?? '') <= file) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Counts the characters with which both texts begin. */
function countShared(a: string, b: string): number {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}
