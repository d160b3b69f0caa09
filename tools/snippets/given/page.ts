import { createVerifier, type Verifier } from '@verstamp/client';
import { documentUrl, name, version } from 'virtual:verstamp';

/** The verifier that a page made before. */
export const verifier: Verifier = createVerifier({ name, version, documentUrl, rule: 'xx------' });
verifier.start();

/** An answer of the page's server. */
export const response: Response = await fetch('/orders');

/** A connection of the page's, to a server that refuses it. */
export const socket: WebSocket = new WebSocket(`${location.origin}/?api-version=${version}`);

/** What the application does with a text for people. */
export function show(text: string): void {
  document.querySelector('output')?.append(text);
}

/** Whether the application is in the middle of something. */
export function isBusy(): boolean {
  return true;
}
