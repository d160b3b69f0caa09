import { quote } from '../quote.ts';

/** Shows a text that came from outside in a message without its quotes, as {@link quote} bounds and escapes it. */
export function bare(text: string, limit: number): string {
  return quote(text, limit).slice(1, -1);
}

/** Shows the path of a file in a message. */
export function showPath(path: string): string {
  return bare(path, 200);
}

/** Names a version of a package in a message. */
export function title({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${bare(name, 214)}@${bare(version, 128)}`;
}

/** Names the first of some things in a message, and says how many more there are. */
export function listSome(names: readonly string[], limit = 5): string {
  const more = names.length > limit ? ` and ${names.length - limit} more` : '';
  return names.slice(0, limit).join(', ') + more;
}

/**
 * Says in one word why no answer came, as in `ECONNREFUSED`: the word of the system, of DNS or of TLS stands deep down in
 * what `fetch` throws. Its messages may hold a URL with credentials.
 */
export function reasonOf(thrown: unknown): string {
  let word = 'no reason given';
  let inner = thrown;
  // Bounded: an error may be its own cause.
  for (let depth = 0; depth < 8 && inner !== undefined && inner !== null; depth++) {
    const { cause, code, name } = Object(inner) as Readonly<Record<string, unknown>>;
    word = [code, name].find((one) => typeof one === 'string') ?? word;
    inner = cause;
  }
  return bare(word, 60);
}
