import type { CheckedOutcome } from './outcome.ts';
import type { Ruling } from './evaluation.ts';
import { isPlain, type GateRequest } from './sent-version.ts';
import type { Setup } from './setup.ts';

/** What a request got, and why. */
export interface Precedent {
  readonly ruling: Ruling;
  readonly outcome: CheckedOutcome;
}

/** Remembers what a request got for the next one: most come like the one before, and are to cost next to nothing. */
export interface Precedents {
  /** Gives what a request gets because the one before got it; `undefined` where it has to be heard. */
  find(request: GateRequest): Precedent | undefined;
  /** Takes what a request got that was heard, and what that one sent as its version. */
  set(request: GateRequest, sent: string | undefined, precedent: Precedent): void;
}

/** What a request was like that set the precedent. */
interface Case extends Precedent, Pick<GateRequest, 'method' | 'version'> {}

/** Creates the memory of a gate: the last request whose like may be answered without a look at the rest of it. */
export function createPrecedents({ document, options }: Setup): Precedents {
  let last: Case | undefined;
  return {
    find({ method, url, version }) {
      if (last === undefined || version !== last.version || method !== last.method) return undefined;
      return isPlain(url, document) ? last : undefined;
    },
    set({ method, version }, sent, { ruling, outcome }) {
      // What was said in the query, is to be logged each time (all that may end is), or depends on the origin makes none.
      if (sent !== version || ruling.logged || options.cors) return;
      last = { method, version, ruling, outcome };
    },
  };
}
