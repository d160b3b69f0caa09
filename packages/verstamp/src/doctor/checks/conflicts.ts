import { posix } from 'node:path';
import { formatStamp } from '@verstamp/core';
import { stampsDisagree } from '@verstamp/core/problems';
import type { Inspection, Sighting } from '@verstamp/release';
import type { Finding } from '../finding.ts';

/** A stamp that was seen, and the folder or site that it was seen in. */
export interface PlacedSighting {
  readonly folder: string;
  readonly sighting: Sighting;
}

/** Finds stamps of one name in a set of files that are not of one build; the first says enough. */
export function findConflicts(
  folder: string,
  { sightings, flaws }: Pick<Inspection, 'sightings' | 'flaws'>,
): readonly Finding[] {
  const flaw = flaws.find((entry) => entry.kind === 'disagrees');
  const one = sightings.find(({ file }) => file === flaw?.file);
  const other = sightings.find(({ file, stamp }) => file === flaw?.with && stamp.name === one?.stamp.name);
  if (!one || !other) return [];
  return [formatConflict({ folder, sighting: one }, { folder, sighting: other })];
}

/** Says that two stamps are not of one build. */
export function formatConflict(one: PlacedSighting, other: PlacedSighting): Finding {
  const problem = stampsDisagree({
    file: joinPath(one.folder, one.sighting.file),
    stamp: formatStamp(one.sighting.stamp),
    other: joinPath(other.folder, other.sighting.file),
    otherStamp: formatStamp(other.sighting.stamp),
  });
  return { severity: 'error', place: one.folder, problem };
}

/** Joins a folder, which may be the root, and a path in it; an address stays what it is. */
export function joinPath(folder: string, file: string): string {
  return file.includes('://') ? file : posix.join(folder, file);
}
