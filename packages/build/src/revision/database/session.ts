import { setTimeout as sleep } from 'node:timers/promises';
import { VerstampError } from '@verstamp/core';
import { ledgerServer } from '@verstamp/core/problems';
import { messageOf } from '../../failure.ts';
import type { DatabaseAddress } from './address.ts';
import { createQueue } from './queue.ts';
import { decidePause, type Mishap } from './retry.ts';
import { createWatchdog } from './watchdog.ts';

/** Asks a database one thing. */
export type Ask<Question, Answer> = (question: Question) => Promise<Answer>;

/** A connection to a database, made of the database's usual client. */
export interface Connection<Question, Answer> {
  /** Connects and authenticates. */
  open(): Promise<unknown>;
  readonly ask: Ask<Question, Answer>;
  /** Sets whether the process must go on for it. */
  hold(isHeld: boolean): void;
  /** Ends it at once. */
  destroy(): void;
}

/** What a session depends on. */
export interface SessionOptions<Question, Answer> {
  readonly address: DatabaseAddress;
  /** How long the server may be silent. */
  readonly silenceMs: number;
  connect(): Promise<Connection<Question, Answer>>;
  /** Asks a new connection whether a ledger may be kept there. */
  check(ask: Ask<Question, Answer>): Promise<void>;
  judge(error: unknown): Mishap;
}

/** Runs something over the connection, again if its answer was lost: what must not happen twice finds what it did. */
export type Run<Question, Answer> = <T>(act: (ask: Ask<Question, Answer>) => Promise<T>) => Promise<T>;

/**
 * Creates a session: one connection, opened when needed, for one thing after the other. It keeps no process
 * alive, and closes when nothing was asked for a while.
 *
 * @throws VerstampError from what it runs: `LEDGER_UNREACHABLE`, at the latest after `silenceMs` without an answer.
 */
export function createSession<Question, Answer>(
  options: SessionOptions<Question, Answer>,
): Run<Question, Answer> {
  const { address, silenceMs } = options;
  let connection: Connection<Question, Answer> | undefined;
  const fail = (reason: string): VerstampError => ledgerServer({ ledger: address.label, reason });
  const cut = (): void => {
    connection?.destroy();
    connection = undefined;
  };
  // One for both: a server that is silent, and a connection that nobody asked anything over.
  const { hear, wait } = createWatchdog(silenceMs, () => {
    cut();
    return fail(`nothing came from it for ${silenceMs / 1000} s`);
  });
  const connect = async (): Promise<Connection<Question, Answer>> => {
    const made = await options.connect();
    connection = made;
    // Loading the client took time, none of it the server's.
    hear();
    await wait(made.open());
    await options.check(async (question) => wait(made.ask(question)));
    return made;
  };
  const attempt = async <T>(act: (ask: Ask<Question, Answer>) => Promise<T>): Promise<T> => {
    hear();
    let answered = performance.now();
    for (let failed = 0; ; failed++) {
      let wasOpen = connection !== undefined;
      try {
        const { ask } = connection ?? (await connect());
        wasOpen = true;
        return await act(async (question) => {
          const answer = await wait(ask(question));
          answered = performance.now();
          return answer;
        });
      } catch (error) {
        const isOurs = error instanceof VerstampError;
        if (!isOurs || !wasOpen) cut();
        if (isOurs) throw error;
        const leftMs = answered + silenceMs - performance.now();
        const failure = { mishap: options.judge(error), wasOpen, failed, leftMs };
        const pauseMs = decidePause(failure, Math.random());
        if (pauseMs === undefined) throw fail(address.conceal(reasonOf(error)));
        await sleep(pauseMs);
      }
    }
  };
  const enqueue = createQueue((isHeld) => connection?.hold(isHeld));
  return (act) => enqueue(async () => attempt(act));
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return messageOf(error) || 'it gave no answer';
}
