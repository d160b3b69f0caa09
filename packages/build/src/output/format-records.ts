import type { Stamp } from '@verstamp/core';
import { DIGESTS_FILE, STAMP_FILE, type Derivation, type FileDigest, type StampPosition } from './record.ts';

/** The two records of an output folder, as the text of the files that hold them. */
export interface RecordTexts {
  readonly [STAMP_FILE]: string;
  /** `undefined` if no digests are wanted. */
  readonly [DIGESTS_FILE]: string | undefined;
}

/** What another output of the same build has recorded of other files in the folder. */
export interface Recorded {
  readonly stamps: readonly StampPosition[];
  readonly derived: readonly Derivation[];
  readonly files: readonly FileDigest[];
}

/** What the two records of an output folder say. */
export interface Records extends Omit<Recorded, 'files'> {
  readonly stamp: Stamp;
  readonly files: readonly FileDigest[] | undefined;
}

/** Formats the two records of an output folder, in an order that does not depend on that of the build. */
export function formatRecords({ stamp, stamps, derived, files }: Records): RecordTexts {
  const lists: Record<string, readonly object[]> = { stamps: stamps.toSorted(byPlace) };
  if (derived.length > 0) lists['derived'] = derived.toSorted(byPlace);
  return {
    [STAMP_FILE]: formatLists({ stamp }, lists),
    [DIGESTS_FILE]: files && formatLists({}, { files: files.toSorted((a, b) => order(a.path, b.path)) }),
  };
}

/** JSON with a line for each item, so that people can compare two of them. */
function formatLists(head: object, lists: Readonly<Record<string, readonly object[]>>): string {
  const fields = Object.entries(head).map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`);
  const items = Object.entries(lists).map(([name, list]) => {
    const lines = list.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
    return `  "${name}": ${list.length > 0 ? `[\n${lines}\n  ]` : '[]'}`;
  });
  return `{\n${[...fields, ...items].join(',\n')}\n}\n`;
}

function byPlace(a: StampPosition | Derivation, b: StampPosition | Derivation): number {
  return order(a.file, b.file) || a.offset - b.offset;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
