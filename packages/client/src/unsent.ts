/**
 * Watches the page for what is typed; fields that were emptied, sent, reset or removed hold nothing. Fields to choose
 * in (check boxes, radio buttons, ranges, colours, selects) always have a value, and count only within a form.
 *
 * @returns A function that tells whether someone has typed something that was not sent.
 */
export function watchUnsent(signal: AbortSignal): () => boolean {
  const fields = new Set<Partial<HTMLInputElement>>();
  const options = { capture: true, signal };
  // Not `target`: for a field within a shadow root, that is the root's host.
  addEventListener('input', (event) => fields.add(event.composedPath()[0] as HTMLInputElement), options);
  for (const type of ['submit', 'reset']) addEventListener(type, () => fields.clear(), options);
  return () =>
    [...fields].some(
      (field) =>
        field.isConnected &&
        // The start of checkbox, color, radio, range, select-one and select-multiple, and of no other type.
        (/^(c|ra|sel)/.test(field.type as string) ? field.form : (field.value ?? field.textContent)),
    );
}
