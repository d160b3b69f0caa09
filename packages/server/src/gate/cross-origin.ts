import { corsHeaders, exposeHeaders, timingHeaders } from '../http/cors.ts';
import { mergeList } from '../http/list-headers.ts';
import type { Outcome } from './outcome.ts';
import type { HeaderRecord } from '../http/answer.ts';
import type { Setup } from './setup.ts';

/** Adds what browsers on another origin need to read an outcome. */
export function addCorsHeaders(
  { cors, serverTiming }: Setup,
  outcome: Outcome,
  origin: string | undefined,
): Outcome {
  if (!cors || outcome.kind === 'discard') return outcome;
  const added = outcome.kind === 'pass' ? exposeHeaders(cors, origin) : corsHeaders(cors, origin);
  const timing = serverTiming ? timingHeaders(cors, origin) : {};
  const { headers } = outcome;
  return { ...outcome, headers: { ...headers, ...added, ...timing, ...mergeVary(headers, added) } };
}

function mergeVary(headers: HeaderRecord, added: HeaderRecord): HeaderRecord {
  const vary = mergeList('Vary', headers['Vary'] ?? '', added['Vary'] ?? '');
  return vary ? { Vary: vary } : {};
}
