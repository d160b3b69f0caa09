import type { Mover } from './finding.ts';
import { isEndDate } from './instant.ts';
import { readText } from './read.ts';
import { isTable } from './table.ts';

/** The request and response header that carries a version. */
export const VERSION_HEADER = 'API-Version';

/** The query parameter that carries a version if a header would need a preflight or cannot be set. */
export const VERSION_QUERY = 'api-version';

/** The WebSocket close code of a refusal (4000–4999 is for applications, RFC 6455 §7.4.2). */
export const CLOSE_CODE = 4423;

/** The media type of a refusal's body (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The problem type of a refused version; clients go by it, never by the status. */
export const MISMATCH_TYPE = 'urn:verstamp:ClientApiVersionMismatch';

/** The problem type of a version that is missing, repeated or unreadable, if policy refuses that. */
export const UNREADABLE_TYPE = 'urn:verstamp:ClientApiVersionUnreadable';

/** The body of a refusal, as it travels. */
export interface Refusal {
  readonly type: typeof MISMATCH_TYPE | typeof UNREADABLE_TYPE;
  readonly code: 'ClientApiVersionMismatch' | 'ClientApiVersionUnreadable';
  /** The HTTP status that it came with (RFC 9457 §3.1.2). */
  readonly status?: number;
  /** The client's version as the server read it. */
  readonly client?: string;
  /** The server's version. */
  readonly server?: string;
  /** The table that was applied, in its compact form. */
  readonly rule?: string;
  readonly move?: Mover;
  readonly until?: string;
  /** The reason, for people. */
  readonly detail: string;
}

/** The longest text of a refusal that is read, in UTF-16 code units. */
export const MAX_DETAIL_LENGTH = 1000;

/** Tells whether a value has one of the two problem types. */
export function isRefusal(value: unknown): boolean {
  const type = (value as { readonly type?: unknown } | null | undefined)?.type;
  return typeof type === 'string' && /^urn:verstamp:ClientApiVersion(Mismatch|Unreadable)$/.test(type);
}

/** Reads a refusal from a decoded body; `undefined` if it is anything else. Unreadable fields are dropped. */
export function readRefusal(body: unknown): Refusal | undefined {
  if (!isRefusal(body)) return undefined;
  const { type, status, client, server, rule, move, until, detail } = body as Record<string, unknown>;
  return {
    type: type as Refusal['type'],
    // The type ends with it.
    code: (type as string).slice(13) as Refusal['code'],
    ...(Number.isInteger(status) && { status: status as number }),
    ...(readText(client) && { client: client as string }),
    ...(readText(server) && { server: server as string }),
    ...(isTable(rule) && { rule }),
    ...((move === 'client' || move === 'server') && { move }),
    ...(isEndDate(until) && { until }),
    detail: typeof detail === 'string' ? detail.slice(0, MAX_DETAIL_LENGTH) : '',
  };
}

/** The longest WebSocket close reason, in bytes of UTF-8 (RFC 6455 §5.5). */
export const MAX_REASON_BYTES = 123;

/** Cuts a close reason to 123 bytes of UTF-8, between characters. */
export function cutReason(text: string): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes > MAX_REASON_BYTES) break;
    end += character.length;
  }
  return text.slice(0, end);
}
