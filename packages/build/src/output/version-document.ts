import {
  displayVersion,
  parseVersion,
  readVersionDocument,
  type Stamp,
  type VersionDocument,
} from '@verstamp/core';
import { safeFormatJson, safeParseJson } from '../json.ts';
import type { Settings } from '../options.ts';

/** Writes the version document: what is advertised, as JSON. */
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

/**
 * Tells whether another's file stands in the place of a version document. What is no JSON may be the document itself,
 * while another output of the run writes it.
 */
export function isForeign(bytes: Buffer, name: string): boolean {
  const body = safeParseJson(bytes);
  return body !== undefined && readVersionDocument(body)?.name !== name;
}

/**
 * Returns a version document without revision, time and commit; `undefined` if it is not one of this name, or if
 * something else stands in their place. All else in it is content.
 */
export function blankDocument(bytes: Buffer, name: string): Uint8Array | undefined {
  const body = safeParseJson(bytes) as Partial<VersionDocument>;
  const document = readVersionDocument(body);
  if (document?.name !== name || document.time !== body.time || document.commit !== body.commit)
    return undefined;
  const version = displayVersion(parseVersion(document.version));
  return safeFormatJson({ ...body, version, time: undefined, commit: undefined });
}
