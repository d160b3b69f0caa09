import { readVersionDocument, type ParsedStamp, type VersionDocument } from '@verstamp/core';
import { parseObject } from '../json.ts';
import type { Flaw, Sighting } from './inspected.ts';
import { scanForStamps } from './scan-stamps.ts';
import type { StampedFolder } from './stamps.ts';

/** Finds the stamps of one file: what a record or a version document says as a whole, or the stamps in its text. */
export function findSightings(
  file: string,
  bytes: Buffer,
  folders: readonly StampedFolder[],
): readonly Sighting[] {
  return findStampsIn(file, bytes, folders).map((stamp) => ({ file, stamp }));
}

function findStampsIn(
  file: string,
  bytes: Buffer,
  folders: readonly StampedFolder[],
): readonly ParsedStamp[] {
  if (file.endsWith('.json')) {
    const record = folders.find(({ path }) => path === file)?.record;
    if (record) return [record.stamp];
    // Lists of digests are long, and to see that they name no version takes far less than to parse them.
    const document = bytes.includes('"version"') ? readVersionDocument(parseObject(bytes)) : undefined;
    if (document && /^\d+\.\d+\.\d+\.\d+/.test(document.version)) return [stampOf(document)];
  }
  return scanForStamps(bytes).map(({ stamp }) => stamp);
}

function stampOf({ name, version, time, commit }: VersionDocument): ParsedStamp {
  return {
    name,
    version,
    ...(time === undefined ? {} : { time }),
    ...(commit === undefined ? {} : { commit }),
  };
}

/** Finds stamps of one name that are not of one build: same version, and same time and commit if both say. */
export function findDisagreements(sightings: readonly Sighting[]): readonly Flaw[] {
  const first = new Map<string, Sighting>();
  const flaws: Flaw[] = [];
  for (const sighting of sightings) {
    const known = first.get(sighting.stamp.name);
    if (!known) first.set(sighting.stamp.name, sighting);
    else if (!agree(known.stamp, sighting.stamp)) {
      flaws.push({ kind: 'disagrees', file: sighting.file, with: known.file });
    }
  }
  return flaws;
}

function agree(a: ParsedStamp, b: ParsedStamp): boolean {
  return a.version === b.version && agreeOn(a.time, b.time) && agreeOn(a.commit, b.commit);
}

function agreeOn(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
