import { readInstant, VERSION_HEADER } from '@verstamp/core';
import type { Judgement } from './judgement.ts';
import type { GateDecision } from './outcome.ts';
import type { HeaderRecord } from '../http/answer.ts';
import type { Setup } from './setup.ts';

/** Returns what the application's response says about versions. */
export function passHeaders(setup: Setup, { decision, version }: Judgement): HeaderRecord {
  return {
    ...(version === setup.advertised ? {} : { [VERSION_HEADER]: setup.advertised }),
    ...sunsetHeaders(setup, decision),
    ...timingEntry(setup),
  };
}

/** The header that keeps an answer to one client from every other. */
export const PRIVATE: HeaderRecord = { 'Cache-Control': 'no-store' };

/** Returns the version as `Server-Timing`, if that is switched on. */
export function timingEntry({ serverTiming, advertised }: Setup): HeaderRecord {
  // In a notation of its own a version may hold what ends a quoted text (RFC 9110 §5.6.4).
  const text = advertised.replace(/["\\]/g, String.raw`\$&`);
  return serverTiming ? { 'Server-Timing': `verstamp;desc="${text}"` } : {};
}

/** Returns `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) for a major that is announced to end. */
function sunsetHeaders(setup: Setup, { client, until }: GateDecision): HeaderRecord {
  const end = readInstant(until);
  const major = client?.slice(0, client.indexOf('.')) ?? '';
  const announced = readInstant(setup.rule.deprecated?.[major]);
  if (announced === undefined && end === undefined) return {};
  // No end comes before what it is the end of (RFC 9745 §4), as with a server that was built since, and refuses nothing.
  const since = Math.min(announced ?? setup.since(), end ?? Infinity);
  return {
    Deprecation: `@${Math.floor(since / 1000)}`,
    ...(end === undefined ? {} : { Sunset: new Date(end).toUTCString() }),
  };
}
