/**
 * Watches the page for what is typed; fields that were emptied, sent or removed hold nothing. Fields to choose
 * in (check boxes, radio buttons, ranges, colours, selects) always have a value, and count only within a form.
 *
 * @returns A function that tells whether someone has typed something that was not sent.
 */
export function watchUnsent(signal: AbortSignal): () => boolean {
  const fields = new Set<Partial<HTMLInputElement>>();
  const options = { capture: true, signal };
  // Not `target`: for a field within a shadow root, that is the root's host.
  addEventListener('input', (event) => fields.add(event.composedPath()[0] as HTMLInputElement), options);
  // Only what is within the form was sent.
  const forget = ({ target }: Event): void => {
    for (const field of fields) if ((target as Node).contains(field as Node)) fields.delete(field);
  };
  addEventListener('submit', forget, options);
  return () =>
    [...fields].some(
      (field) =>
        field.isConnected &&
        // The start of checkbox, color, radio, range, select-one and select-multiple, and of no other type. The
        // value of a list item, which may be editable, is 0.
        (/^(c|ra|sel)/.test(field.type as string) ? field.form : field.value || field.textContent),
    );
}
