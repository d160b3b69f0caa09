/**
 * Watches the page for what is typed; fields that were emptied, sent, reset or taken away hold nothing. What is chosen
 * (check boxes, radio buttons, ranges, colours, selects) has a value always, and counts only within a form.
 *
 * @returns What tells whether someone has typed something that was not sent.
 */
export function watchUnsent(signal: AbortSignal): () => boolean {
  const fields = new Set<Partial<HTMLInputElement>>();
  const options = { capture: true, signal };
  // The path begins within a shadow root, whose host is what is told as the target.
  addEventListener('input', (event) => fields.add(event.composedPath()[0] as HTMLInputElement), options);
  for (const type of ['submit', 'reset']) addEventListener(type, () => fields.clear(), options);
  return () =>
    [...fields].some(
      (field) =>
        field.isConnected &&
        (/^(c|ra|sel)/.test(field.type as string) ? field.form : (field.value ?? field.textContent)),
    );
}
