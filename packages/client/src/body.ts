/** The longest body that is looked at, in UTF-16 code units. */
export const MAX_BODY_LENGTH = 65_536;

/**
 * Reads a body as JSON.
 *
 * @throws Error where it is longer than what is looked at, missing, no JSON, or the signal says to end.
 */
export async function readJson(response: Response, signal: AbortSignal): Promise<unknown> {
  if (!response.body) throw new RangeError();
  const reader = response.body.getReader();
  // Not awaited: one branch of a cloned body is only cancelled together with the other. It fails where the
  // request was aborted as well, and nobody needs to know.
  signal.addEventListener('abort', () => void reader.cancel().catch(() => {}));
  const decoder = new TextDecoder();
  let text = '';
  while (text.length <= MAX_BODY_LENGTH) {
    const { done, value } = await reader.read();
    if (done) return JSON.parse(text);
    text += decoder.decode(value, { stream: true });
  }
  throw new RangeError();
}
