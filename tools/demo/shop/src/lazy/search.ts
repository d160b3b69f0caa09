import { version } from 'virtual:verstamp';

/** Renders the part of the page that is loaded when it is needed. */
export function render(into: Element): void {
  const line = document.createElement('p');
  line.dataset['chunk'] = 'search';
  line.dataset['version'] = version ?? '';
  line.textContent = 'The search was loaded when it was needed.';
  into.append(line);
}
