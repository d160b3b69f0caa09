import type { Verifier } from './verifier.ts';

/** Options of {@link seeServerTiming}. */
export interface ServerTimingOptions {
  /**
   * Says whose answers are believed. By default those of the page's own origin; others are seen only if they
   * send `Timing-Allow-Origin`.
   */
  readonly accept?: ((url: URL) => boolean) | undefined;
}

/** The name under which a server tells its version. */
const METRIC = 'verstamp';

/** What is read of a `PerformanceResourceTiming`, whose types only pages know. */
interface Timing {
  readonly transferSize: number;
  /** Firefox has none without HTTPS. */
  readonly serverTiming?: readonly { readonly name: string; readonly description: string }[] | undefined;
  readonly deliveryType?: string;
}

/**
 * Lets a verifier learn from the `Server-Timing` of every answer that the page gets, whoever asked for it:
 * nothing is wrapped, and nothing more is sent. Answers that began before the call count only for a verifier that has
 * decided nothing yet.
 *
 * @returns A function that ends it.
 */
export function seeServerTiming(verifier: Verifier, options: ServerTimingOptions = {}): () => void {
  const { accept = ({ origin }) => origin === location.origin } = options;
  // What came before, or began before and has not ended, says nothing new to a verifier that knows more.
  let newest = verifier.decision ? performance.now() : 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      const version = readServerTiming(entry);
      // They come in the order in which they ended: a long answer may have begun before a deploy.
      if (version !== undefined && entry.responseStart >= newest && accept(new URL(entry.name))) {
        newest = entry.responseStart;
        verifier.see(version);
      }
    }
  });
  for (const type of ['navigation', 'resource']) observer.observe({ type, buffered: true });
  return () => observer.disconnect();
}

/** Reads the version out of one answer; an answer that came from a cache says nothing of the server. */
export function readServerTiming({ transferSize, deliveryType, serverTiming }: Timing): string | undefined {
  if (!transferSize || deliveryType) return undefined;
  return serverTiming?.find(({ name }) => name === METRIC)?.description;
}
