import type { Declaration } from './declaration.ts';
import type { Entry, Package } from './packages.ts';

/** An entry point as its page shows it: what an earlier one has shown already is only named. */
export interface Section {
  readonly entry: Entry;
  readonly shown: readonly Declaration[];
  readonly known: readonly Declaration[];
}

/** Lays out a page: values before types, and each declaration once. */
export function layOut({ entries }: Package): readonly Section[] {
  const seen = new Set<string>();
  return entries.map((entry) => {
    const all = [
      ...entry.exports.filter((one) => !isType(one)),
      ...entry.exports.filter((one) => isType(one)),
    ];
    const known = all.filter((one) => isType(one) && seen.has(one.signature));
    const shown = all.filter((one) => !known.includes(one));
    for (const { signature } of shown) seen.add(signature);
    return { entry, shown, known };
  });
}

function isType({ kind }: Declaration): boolean {
  return kind === 'type';
}

/** Where each type of all packages is shown: its name, to the page's file and the anchor there. */
export type TypeLinks = ReadonlyMap<string, readonly [page: string, anchor: string]>;

/** Finds the types of all packages; of two of one name the own page's wins, and then that of core, which others pass on. */
export function linkTypes(packages: readonly Package[], own: Package): TypeLinks {
  const links = new Map<string, readonly [string, string]>();
  const rank = (item: Package): number => (item === own ? 0 : item.folder === 'core' ? 1 : 2);
  for (const item of packages.toSorted((one, other) => rank(one) - rank(other))) {
    const count = new Map<string, number>();
    const anchor = (heading: string): string => {
      const slug = slugOf(heading);
      const before = count.get(slug) ?? 0;
      count.set(slug, before + 1);
      return before ? `${slug}-${before}` : slug;
    };
    anchor(`API of ${item.name}`);
    for (const { entry, shown } of layOut(item)) {
      anchor(entry.specifier);
      if (entry.specifier.endsWith('/problems')) continue;
      for (const { name, kind } of shown) {
        const at = anchor(name);
        const isNamed = kind === 'type' || kind === 'class';
        if (isNamed && !links.has(name)) links.set(name, [item === own ? '' : `${item.folder}.md`, at]);
      }
    }
  }
  return links;
}

/** What GitHub makes of a heading. */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}
