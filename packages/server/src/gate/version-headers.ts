import { readInstant, VERSION_HEADER } from '@verstamp/core';
import type { Evaluation } from './evaluation.ts';
import type { GateDecision } from './outcome.ts';
import type { HeaderRecord } from '../http/answer.ts';
import type { Setup } from './setup.ts';

/** Returns what the application's response says about versions. */
export function passHeaders(
  setup: Setup,
  { decision, version }: Pick<Evaluation, 'decision' | 'version'>,
  isCacheable: boolean,
): HeaderRecord {
  return {
    ...varyHeaders(setup, isCacheable),
    ...(version === setup.advertised ? {} : { [VERSION_HEADER]: setup.advertised }),
    ...sunsetHeaders(setup, decision),
    ...timingEntry(setup),
  };
}

/** Returns `Vary`, without which a shared cache hands an allowed client's answer to a refused one. */
export function varyHeaders({ options }: Setup, isCacheable: boolean): HeaderRecord {
  return isCacheable && options.vary !== false ? { Vary: VERSION_HEADER } : {};
}

/** Returns the headers that keep an answer to one client from every other. */
export function privateHeaders(setup: Setup, isCacheable: boolean): HeaderRecord {
  return { 'Cache-Control': 'no-store', ...varyHeaders(setup, isCacheable) };
}

/** Returns the version as `Server-Timing`, if that is switched on. */
export function timingEntry({ options, advertised }: Setup): HeaderRecord {
  return options.serverTiming ? { 'Server-Timing': `verstamp;desc="${advertised}"` } : {};
}

/** Returns `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) for a major that is announced to end. */
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
