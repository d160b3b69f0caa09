import { isTwin } from './derive.ts';
import type { Blanks, DerivedBlank } from './digest.ts';
import { isPacking } from './packing.ts';
import type { Derivation, StampPosition, StampRecord } from './record.ts';

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
  const found = groupByFile(record);
  const stamps = found.stamps.get(file)?.filter((position) => accept(position)) ?? [];
  const places = found.derived.get(file) ?? [];
  // A file is packed as a whole, and of one other: what says so again would be unpacked again.
  const twin = places.find(isTwin);
  const derived = [...Map.groupBy(places, ({ from }) => from)].flatMap(
    ([from, own]): readonly DerivedBlank[] => {
      const bytes = depth < MAX_DEPTH && read(from);
      if (!bytes) return [];
      // A digest names all of a file, its stamps too.
      const none = { name: '', stamps: [] };
      const source = { bytes, blanks: from === twin?.from ? resolveBlanks(from, input, depth + 1) : none };
      return own.flatMap((place) => (place === twin || !isPacking(place.kind) ? [{ ...place, source }] : []));
    },
  );
  return { name: record.stamp.name, stamps, derived };
}

type Positions = Pick<StampRecord, 'stamps' | 'derived'>;

/** What a record says of each file. */
interface Grouped {
  readonly stamps: ReadonlyMap<string, readonly StampPosition[]>;
  readonly derived: ReadonlyMap<string, readonly Derivation[]>;
}

const grouped = new WeakMap<Positions, Grouped>();

/** A record is asked for each file of its folder. */
function groupByFile(record: Positions): Grouped {
  const known = grouped.get(record);
  if (known) return known;
  const { stamps, derived = [] } = record;
  const found = { stamps: Map.groupBy(stamps, fileOf), derived: Map.groupBy(derived, fileOf) };
  grouped.set(record, found);
  return found;
}

function fileOf({ file }: { readonly file: string }): string {
  return file;
}
