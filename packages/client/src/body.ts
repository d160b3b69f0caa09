/** The longest body that is looked at, in UTF-16 code units. */
export const MAX_BODY_LENGTH = 65_536;

/**
 * Reads a body as text, and stops behind the longest that is looked at, or when the signal says so;
 * `''` where it is longer or missing.
 */
export async function readText(response: Response, signal: AbortSignal): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  // Not awaited: one branch of a cloned body is only cancelled together with the other. It fails where the
  // request was aborted as well, and nobody needs to know.
  const cancel = (): void => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', cancel);
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
    if (text.length > MAX_BODY_LENGTH) {
      cancel();
      return '';
    }
  }
}
