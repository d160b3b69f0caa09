import type { Stamp, VersionDocument } from '@verstamp/core';
import type { Settings } from '../options.ts';

/** Writes the version document: what is advertised, as JSON (contract §4). */
export function formatDocument(
  { name, version, time, commit }: Stamp,
  advertised: Settings['advertised'],
): string {
  const document: VersionDocument = {
    name,
    version,
    time,
    ...(commit === undefined ? {} : { commit }),
    ...advertised,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
