import { version } from 'virtual:verstamp';

/** Renders the part of the page that is loaded when it is needed. */
export function render(into: Element): void {
  const line = document.createElement('p');
  line.dataset['chunk'] = 'cart';
  line.dataset['version'] = version ?? '';
  line.textContent = 'The cart was loaded when it was needed.';
  into.append(line);
}
