import { PROBLEM_MEDIA_TYPE, readRefusal } from '@verstamp/core';
import { versionRefused, type VersionRefusedError } from '@verstamp/core/problems';
import { readText } from './body.ts';
import { readClose } from './sighting.ts';
import { settleWithin } from './timeout.ts';

/** Reads the refusal out of a decoded problem body or a WebSocket close event, as the error it is. */
export function readRefused(value: unknown): VersionRefusedError | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const refusal = readClose(value) ?? readRefusal(value);
  return refusal && versionRefused(refusal);
}

/** Tells whether something thrown is a server's refusal of this client's version. */
export function isVersionRefused(error: unknown): error is VersionRefusedError {
  return error instanceof Error && 'code' in error && error.code === 'VERSION_REFUSED';
}

/**
 * Reads the refusal out of a response, by its media type and its `type`, never by its status.
 * The response's own body stays unread.
 */
export async function readRefusedResponse(
  response: Response,
  timeoutMs: number,
): Promise<VersionRefusedError | undefined> {
  if (!response.headers.get('content-type')?.startsWith(PROBLEM_MEDIA_TYPE)) return undefined;
  const copy = response.clone();
  const body: unknown = await settleWithin(timeoutMs, async (signal) =>
    JSON.parse(await readText(copy, signal)),
  );
  const refusal = readRefusal(body);
  return refusal && versionRefused({ status: response.status, ...refusal });
}
