import { CLOSE_CODE, MISMATCH_TYPE, readRefusal } from '@verstamp/core';
import { versionRefused, type VersionRefusedError } from '@verstamp/core/problems';
import { readJson } from './body.ts';
import { settleWithin } from './timeout.ts';

/** Reads the refusal out of a decoded problem body or a WebSocket close event, as the error it is. */
export function readRefused(value: unknown): VersionRefusedError | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { code, reason } = value as { readonly code?: unknown; readonly reason?: unknown };
  const refusal = readRefusal(code === CLOSE_CODE ? { type: MISMATCH_TYPE, detail: reason } : value);
  return refusal && versionRefused(refusal);
}

/** Tells whether something thrown is a server's refusal of this client's version. */
export function isVersionRefused(error: unknown): error is VersionRefusedError {
  // Axios lends its own errors the code of what they wrap, and nothing else of it.
  return (
    error instanceof Error && 'details' in error && (error as VersionRefusedError).code === 'VERSION_REFUSED'
  );
}

/**
 * Reads the refusal out of a response, by its `type`, never by its status: any problem may be one, and of what did not
 * succeed, any JSON. The response's own body stays unread.
 */
export async function readRefusedResponse(
  response: Response,
  timeoutMs: number,
): Promise<VersionRefusedError | undefined> {
  const refusal = readRefusal(
    // Other answers are not waited for: their bodies may be long in coming.
    (response.ok ? /problem\+json/i : /json/i).test(response.headers.get('content-type') ?? '') &&
      // A body that another has read already cannot be cloned.
      (await settleWithin(timeoutMs, async (signal) => readJson(response.clone(), signal))),
  );
  return refusal && versionRefused({ status: response.status, ...refusal });
}
