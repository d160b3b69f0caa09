import { quote } from '../quote.ts';

/** Names a version of a package in a message. */
export function title({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${quote(name, 214).slice(1, -1)}@${quote(version, 128).slice(1, -1)}`;
}
