import { setTimeout as sleep } from 'node:timers/promises';
import { VerstampError } from '@verstamp/core';
import { ledgerServer } from '@verstamp/core/problems';
import { messageOf } from '../failure.ts';
import type { DatabaseAddress } from './address.ts';

/** Asks a database one thing. */
export type Ask<Question, Answer> = (question: Question) => Promise<Answer>;

/** A connection to a database, made of the database's usual client. */
export interface Connection<Question, Answer> {
  /** Connects and authenticates. */
  open(): Promise<unknown>;
  readonly ask: Ask<Question, Answer>;
  /** Says whether the process must go on for it. */
  hold(isHeld: boolean): void;
  /** Ends it at once. */
  destroy(): void;
}

/** What an error of a client means: no answer came, it may pass by itself, or the server said no. */
export type Mishap = 'lost' | 'passing' | 'refused';

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

/** Runs something over the connection, again where its answer was lost: what must not happen twice finds what it did. */
export type Run<Question, Answer> = <T>(act: (ask: Ask<Question, Answer>) => Promise<T>) => Promise<T>;

const MOST_LOST = 20;

/**
 * Creates a session: one connection, opened when needed, for one thing after the other. It keeps no process
 * alive, and closes when nothing was asked for a while.
 *
 * @throws VerstampError from what it runs: `LEDGER_UNREACHABLE`, at the latest after `silenceMs` without an answer.
 */
export function createSession<Question, Answer>(
  options: SessionOptions<Question, Answer>,
): Run<Question, Answer> {
  const { silenceMs } = options;
  let connection: Connection<Question, Answer> | undefined;
  let stop: ((error: VerstampError) => void) | undefined;
  let answered = 0;
  let heard = 0;
  const cut = (): void => {
    connection?.destroy();
    connection = undefined;
  };
  const fail = (reason: string): VerstampError => ledgerServer({ ledger: options.address.label, reason });
  // One timer for both: a server that is silent, and a connection that nobody asked anything over.
  const watch = setTimeout(() => {
    const before = heard;
    // What came while this process itself was held up is read first.
    setImmediate(() => {
      if (heard !== before) return;
      cut();
      stop?.(fail(`nothing came from it for ${silenceMs / 1000} s`));
    });
  }, silenceMs).unref();
  const restart = (): void => {
    heard++;
    watch.refresh();
  };
  const progress = (): void => {
    answered = performance.now();
    restart();
  };
  const within = <A>(step: Promise<A>, hear: () => void): Promise<A> =>
    new Promise((resolve, reject) => {
      stop = reject;
      step.then((answer) => {
        hear();
        resolve(answer);
      }, reject);
    });
  const attempt = async <T>(act: (ask: Ask<Question, Answer>) => Promise<T>): Promise<T> => {
    progress();
    for (let lost = 0; ; lost++) {
      let isOpen = connection !== undefined;
      try {
        connection ??= await options.connect();
        const current = connection;
        if (!isOpen) {
          // Loading the client took time, none of it the server's.
          restart();
          await within(current.open(), restart);
          await options.check((question) => within(current.ask(question), restart));
        }
        isOpen = true;
        return await act((question) => within(current.ask(question), progress));
      } catch (error) {
        const isOurs = error instanceof VerstampError;
        if (!isOurs || !isOpen) cut();
        if (isOurs) throw error;
        const mishap = options.judge(error);
        // Who never had a connection learns at once that there is none; who lost one waits for the server.
        const mayPass = mishap === 'passing' || (mishap === 'lost' && (isOpen || lost > 0));
        if (mayPass && lost < MOST_LOST) await sleep(Math.random() * Math.min(1000, 25 * 2 ** lost));
        const isLate = lost >= MOST_LOST || performance.now() - answered >= silenceMs;
        if (!mayPass || isLate) throw fail(options.address.conceal(reasonOf(error)));
      }
    }
  };
  let queue: Promise<unknown> | undefined;
  let waiting = 0;
  let isHeld = true;
  const release = (): void => {
    if (waiting > 0 || !isHeld) return;
    isHeld = false;
    connection?.hold(false);
  };
  const end = (): void => {
    stop = undefined;
    if (--waiting > 0) return;
    queue = undefined;
    // Who asks one thing after the other holds it all the while: changing that is a tenth of what an answer costs.
    setImmediate(release);
  };
  return (act) => {
    waiting++;
    if (!isHeld) connection?.hold(true);
    isHeld = true;
    const turn = queue ? queue.then(() => attempt(act)) : attempt(act);
    queue = turn.then(end, end);
    return turn;
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return messageOf(error) || 'it gave no answer';
}
