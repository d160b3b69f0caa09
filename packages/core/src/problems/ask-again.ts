import { reasonOf } from './text.ts';

/** How many connections are tried at most: `fetch` may keep several, of which each may be closed. */
const MAX_CONNECTIONS = 4;

/** The words for a connection that the other side has closed. */
const CLOSED: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * Asks a server, and asks anew where it closed a connection just as that was used again (RFC 9112 §9.3.1).
 *
 * @throws Whatever `ask` throws in the end.
 */
export async function askAgain<Answer>(
  ask: () => Promise<Answer>,
  attempts: number = MAX_CONNECTIONS,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (attempts <= 1 || !CLOSED.has(reasonOf(error))) throw error;
    return askAgain(ask, attempts - 1);
  }
}
