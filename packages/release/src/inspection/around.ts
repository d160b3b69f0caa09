/** Something that is said of a folder. */
export interface Placed {
  /** The folder, with a slash at its end; `''` for the top. */
  readonly prefix: string;
}

/** Creates what finds that which is said of the folders around a file, the innermost first, however much is said of others. */
export function createAround<Item extends Placed>(items: readonly Item[]): (file: string) => readonly Item[] {
  const byPrefix = Map.groupBy(items, ({ prefix }) => prefix);
  return (file) => {
    const found: Item[] = [];
    for (let end = file.lastIndexOf('/'); end >= 0; end = end > 0 ? file.lastIndexOf('/', end - 1) : -1) {
      found.push(...(byPrefix.get(file.slice(0, end + 1)) ?? []));
    }
    return [...found, ...(byPrefix.get('') ?? [])];
  };
}
