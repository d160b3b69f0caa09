import { readInstant, VERSION_HEADER } from '@verstamp/core';
import type { GateDecision, HeaderRecord } from './outcome.ts';
import type { Setup } from './setup.ts';

/** Gives what the application's response says of versions, for a method that caches keep or another one. */
export function passHeaders(setup: Setup, decision: GateDecision, cacheable: boolean): HeaderRecord {
  return {
    ...varyHeaders(setup, cacheable),
    ...(differs(setup, decision) ? { [VERSION_HEADER]: setup.advertised } : {}),
    ...sunsetHeaders(setup, decision),
    ...timingEntry(setup),
  };
}

/** Gives `Vary`, without which a shared cache hands an allowed client's answer to a refused one. */
export function varyHeaders({ options }: Setup, cacheable: boolean): HeaderRecord {
  return cacheable && options.vary !== false ? { Vary: VERSION_HEADER } : {};
}

/** Gives what keeps an answer to those who are turned away from everybody else. */
export function ownHeaders(setup: Setup, cacheable: boolean): HeaderRecord {
  return { 'Cache-Control': 'no-store', ...varyHeaders(setup, cacheable) };
}

/** Gives the version as `Server-Timing`, where that is switched on. */
export function timingEntry({ options, advertised }: Setup): HeaderRecord {
  return options.serverTiming ? { 'Server-Timing': `verstamp;desc="${advertised}"` } : {};
}

/** Answers whether the version that a client sent is not the one that is advertised. */
function differs(setup: Setup, { sent }: GateDecision): boolean {
  const version = sent === undefined ? undefined : setup.read(sent);
  return !version || setup.write(version) !== setup.advertised;
}

/** Gives `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) for a major that is announced to end. */
function sunsetHeaders(setup: Setup, { client, until }: GateDecision): HeaderRecord {
  const end = readInstant(until);
  const major = client?.slice(0, client.indexOf('.')) ?? '';
  const announced = readInstant(setup.rule.deprecated?.[major]);
  if (announced === undefined && end === undefined) return {};
  return {
    Deprecation: `@${Math.floor((announced ?? setup.since) / 1000)}`,
    ...(end === undefined ? {} : { Sunset: new Date(end).toUTCString() }),
  };
}
