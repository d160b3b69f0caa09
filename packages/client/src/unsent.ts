/** Knows whether someone has typed something that was not sent. */
export interface Unsent {
  readonly isPresent: () => boolean;
  readonly stop: () => void;
}

/** Watches a page for what is typed; fields that were emptied, sent, reset or taken away hold nothing. */
export function watchUnsent(target: EventTarget): Unsent {
  const fields = new Set<EventTarget>();
  const onInput = (event: Event): void => void fields.add(event.composedPath()[0] ?? target);
  const onSent = (): void => fields.clear();
  target.addEventListener('input', onInput, true);
  target.addEventListener('submit', onSent);
  target.addEventListener('reset', onSent);
  return {
    isPresent: () => [...fields].some(isFilled),
    stop: () => {
      target.removeEventListener('input', onInput, true);
      target.removeEventListener('submit', onSent);
      target.removeEventListener('reset', onSent);
    },
  };
}

function isFilled(field: EventTarget): boolean {
  const { isConnected, value, textContent } = field as Partial<HTMLInputElement>;
  return isConnected === true && (value ?? textContent) !== '';
}
