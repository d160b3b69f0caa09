/** The longest body that is looked at, in bytes. */
export const MAX_BODY_BYTES = 65_536;

/**
 * Reads a body as JSON.
 *
 * @throws Error if it is longer than what is looked at, missing, not JSON, or the signal aborts.
 */
export async function readJson(response: Response, signal: AbortSignal): Promise<unknown> {
  let bytes = 0;
  const bounded = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.length;
      // An error ends the request as well; to stop here would make a whole document of a cut one.
      if (bytes > MAX_BODY_BYTES) controller.error();
      else controller.enqueue(chunk);
    },
  });
  return new Response(response.body?.pipeThrough(bounded, { signal })).json();
}
