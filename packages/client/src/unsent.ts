/**
 * Watches the page for what is typed; fields that were emptied, sent or removed hold nothing. Fields to choose
 * in (check boxes, radio buttons, ranges, colours, selects) always have a value, and count only within a form.
 *
 * @returns A function that tells whether someone has typed something that was not sent.
 */
export function watchUnsent(signal: AbortSignal): () => boolean {
  /** Each with what it is within, through the roots of components. */
  const fields = new Map<Partial<HTMLInputElement>, readonly EventTarget[]>();
  const options = { capture: true, signal };
  // Not `target`: for a field within a shadow root, that is the root's host.
  const note = (event: Event): void => {
    const path = event.composedPath();
    fields.set(path[0] as HTMLInputElement, path);
  };
  // Only what belongs to the form was sent.
  const forget = ({ target }: Event): void => {
    for (const [field, path] of fields)
      if (field.form === target || path.includes(target as Node)) fields.delete(field);
  };
  addEventListener('input', note, options);
  addEventListener('submit', forget, options);
  return () =>
    [...fields.keys()].some(
      (field) =>
        field.isConnected &&
        // The start of checkbox, color, radio, range, select-one and select-multiple, and of no other type. A list
        // item, which may be editable, has a value, too.
        (/^(c|ra|sel)/.test(field.type as string)
          ? field.form
          : field[field.isContentEditable ? 'textContent' : 'value']),
    );
}
