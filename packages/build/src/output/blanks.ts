import type { Blanks, DerivedBlank } from './digest.ts';
import type { StampPosition, StampRecord } from './record.ts';

/** Options of {@link resolveBlanks}. */
export interface BlankInput {
  readonly record: Pick<StampRecord, 'stamps' | 'derived'> & { readonly stamp: { readonly name: string } };
  /** Reads a file of the folder; `undefined` if there is none. */
  readonly read: (file: string) => Uint8Array | undefined;
  /** Tells whether a position is believed. */
  readonly accept?: (position: StampPosition) => boolean;
}

/** Lists follow from pages, and packed twins from lists: a record that goes deeper runs in circles. */
const MAX_DEPTH = 4;

/** Returns what a digest has to leave out of one file of a folder, by the folder's record. */
export function resolveBlanks(file: string, input: BlankInput, depth = 0): Blanks {
  const { record, read, accept = () => true } = input;
  const stamps = record.stamps.filter((position) => position.file === file && accept(position));
  const derived = (record.derived ?? []).flatMap((derivation): readonly DerivedBlank[] => {
    if (derivation.file !== file || depth >= MAX_DEPTH) return [];
    const bytes = read(derivation.from);
    if (!bytes) return [];
    return [{ ...derivation, source: { bytes, blanks: resolveBlanks(derivation.from, input, depth + 1) } }];
  });
  return { name: record.stamp.name, stamps, derived };
}
