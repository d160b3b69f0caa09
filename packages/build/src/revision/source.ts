import { safeParseStamp } from '@verstamp/core';
import { revisionInvalid } from '@verstamp/core/problems';
import { isRecord } from '../json.ts';

/** What is built: whom a revision is for. */
export interface Subject {
  readonly name: string;
  /** Its version without the revision, as in `1.4.3` or `2.0.0-rc.1`. */
  readonly version: string;
}

/** Issues the revision of each build. */
export interface RevisionSource {
  /** The word for it in stamps, as in `clock`: a letter, then at most 31 letters, digits or any of `+.-_`. */
  readonly source: string;
  /** Issues the revision of one build, which is never issued again for that name. */
  next(subject: Subject): Promise<number>;
}

/** Tells whether a value is a source whose word is read back from a stamp as it is. */
export function isSource(value: unknown): value is RevisionSource {
  if (!isRecord(value) || typeof value['next'] !== 'function') return false;
  const { source } = value;
  return typeof source === 'string' && safeParseStamp(`a@0.0.0.0;s=${source}`)?.source === source;
}

/**
 * Checks what a source gave.
 *
 * @throws VerstampError `REVISION_INVALID` if it is not a whole number from 0 to 9007199254740991.
 */
export function checkRevision(value: unknown, source: string): number {
  if (isRevision(value)) return value;
  throw revisionInvalid({ source, value });
}

/** Tells whether a value is a whole number from 0 to 9007199254740991. */
export function isRevision(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/**
 * Reads a revision from a text, such as the value of `VERSTAMP_REVISION`.
 *
 * @throws VerstampError `REVISION_INVALID` if it is not a whole number from 0 to 9007199254740991.
 */
export function parseRevision(text: string, source: string): number {
  if (!/^(0|[1-9]\d{0,15})$/.test(text)) throw revisionInvalid({ source, value: text });
  return checkRevision(Number(text), source);
}
