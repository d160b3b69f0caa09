/** An item with dependencies. */
export interface Dependent {
  readonly name: string;
  /** The names of what it needs; those that are not among the items are ignored. */
  readonly dependencies: readonly string[];
}

/** Puts dependencies before what needs them, and otherwise keeps the order; a cycle is cut where it closes. */
export function orderByDependencies<Item extends Dependent>(items: readonly Item[]): readonly Item[] {
  const byName = new Map(items.map((item) => [item.name, item]));
  const ordered = new Set<Item>();
  const open = new Set<Item>();
  const place = (item: Item): void => {
    if (ordered.has(item) || open.has(item)) return;
    open.add(item);
    for (const name of item.dependencies) {
      const needed = byName.get(name);
      if (needed) place(needed);
    }
    ordered.add(item);
  };
  for (const item of items) place(item);
  return [...ordered];
}
