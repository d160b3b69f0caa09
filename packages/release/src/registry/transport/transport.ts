import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../answer.ts';
import type { Connection } from '../settings/connection.ts';
import { createAgents } from './agents.ts';
import { follow, type FetchRequest } from './exchange.ts';
import { broken, isPassing, nowhere, Stalled, stalled, type Unreachable } from './unreachable.ts';

/** How long a registry may take, and how often it is tried. */
export interface Patience {
  /** How long an origin may go without any progress before it counts as sick. @default 10 000 */
  readonly timeoutMs: number;
  /** The pauses before further tries after a reset, 408, 429 or 5xx, in milliseconds. @default [250] */
  readonly pausesMs: readonly number[];
}

/** The default patience. */
export const PATIENCE: Patience = { timeoutMs: 10_000, pausesMs: [250] };

/** Fetches from registries over kept-alive connections. */
export interface Transport {
  /** @throws VerstampError `REGISTRY_UNREACHABLE` if no answer came. */
  fetch(request: FetchRequest): Promise<Answer>;
  close(): void;
}

/** Creates a transport; an origin that made no progress for a while is not asked again by it. */
export function createTransport(connection: Connection, patience: Patience = PATIENCE): Transport {
  const { agents, close } = createAgents({ ...connection, timeoutMs: patience.timeoutMs });
  const sick = new Map<string, Unreachable>();
  const attempt = async (request: FetchRequest): Promise<Answer> => {
    if (!URL.canParse(request.url)) throw nowhere();
    const { origin } = new URL(request.url);
    const known = sick.get(origin);
    if (known) throw known;
    return follow(request, agents, patience.timeoutMs).catch((error: unknown) => {
      const problem = error instanceof Stalled ? stalled(request.url, error, patience.timeoutMs) : undefined;
      if (problem) sick.set(origin, problem);
      throw problem ?? broken(request.url, error);
    });
  };
  const fetch = async (request: FetchRequest, tries = 0): Promise<Answer> => {
    const wait = patience.pausesMs[tries];
    const answer = await attempt(request).catch((error: Unreachable) => error);
    const failed = answer instanceof Error;
    const passing = failed ? isPassing(answer) : isSick(answer.status);
    if (passing && wait !== undefined) {
      await pause(wait);
      return fetch(request, tries + 1);
    }
    if (failed) throw answer;
    return answer;
  };
  return { fetch: async (request) => fetch(request), close };
}

/** Tells whether a status says nothing of what was asked for, and that another try may help. */
export function isSick(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
