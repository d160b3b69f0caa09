import { createServer, type RequestListener } from 'node:http';
import { listen } from '@verstamp/testing/listen';

/** A row of a conformance table (packages/core/conformance). */
export interface Row {
  readonly client: string;
  readonly server: string;
  readonly rule: string;
  readonly verdict: string;
  readonly until?: Readonly<Record<string, string>>;
  readonly now?: string;
}

/** What came back over the wire for one row. */
export interface Seen {
  /** The verdict that the other side's behaviour amounts to. */
  readonly verdict: string;
  /** What was really received, or logged. */
  readonly evidence: string;
}

/** Serves a listener on a free port while `ask` talks to it. */
export async function withServer<T>(listener: RequestListener, ask: (url: URL) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  const { port, close } = await listen(server);
  try {
    return await ask(new URL(`http://127.0.0.1:${port}/`));
  } finally {
    await close();
  }
}
