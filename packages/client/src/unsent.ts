/**
 * Watches the page for what is typed; fields that were emptied, sent, reset or taken away hold nothing.
 *
 * @returns What tells whether someone has typed something that was not sent.
 */
export function watchUnsent(signal: AbortSignal): () => boolean {
  const fields = new Set<unknown>();
  const hear = (event: Event): void => {
    if (event.type === 'input') fields.add(event.composedPath()[0]);
    else fields.clear();
  };
  for (const type of ['input', 'submit', 'reset']) addEventListener(type, hear, { capture: true, signal });
  return () => [...fields].some(isFilled);
}

function isFilled(field: unknown): boolean {
  const { isConnected, value, textContent } = field as Partial<HTMLInputElement>;
  return !!(isConnected && (value ?? textContent));
}
