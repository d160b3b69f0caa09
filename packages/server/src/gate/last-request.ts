import { mayHaveVersion, type GateRequest } from './request.ts';
import type { Evaluation } from './evaluation.ts';
import type { Judgement } from './judgement.ts';
import type { CheckedOutcome } from './outcome.ts';
import type { Setup } from './setup.ts';

/** What a request got, and why. */
export interface CheckResult {
  readonly judgement: Judgement;
  readonly outcome: CheckedOutcome;
}

/** A request that was checked. */
export interface CheckedRequest extends Pick<CheckResult, 'outcome'> {
  readonly request: GateRequest;
  /** What it sent as its version. */
  readonly sent: string | undefined;
  readonly evaluation: Evaluation;
}

/** The memory of the last request: most come like the one before, and should cost next to nothing. */
export interface LastRequest {
  /** Returns what a request gets because the one before got it; `undefined` if it has to be checked. */
  find(request: GateRequest): CheckResult | undefined;
  /** Remembers what a request got. */
  remember(checked: CheckedRequest): void;
}

interface Remembered extends CheckResult, Pick<GateRequest, 'method' | 'version'> {}

/** Creates the memory of the last request whose result holds for others like it. */
export function createLastRequest({ document, cors }: Setup): LastRequest {
  let last: Remembered | undefined;
  return {
    find({ method, url, version }) {
      if (last === undefined || version !== last.version || method !== last.method) return undefined;
      const isSpecial = mayHaveVersion(url) || (document !== false && url.includes(document.path));
      return isSpecial ? undefined : last;
    },
    remember({ request: { method, version }, sent, evaluation: { judgement, logged }, outcome }) {
      // A version in the query, an entry in the log (all that may end have one) or an origin tells requests apart.
      if (sent !== version || logged || cors) return;
      last = { method, version, judgement, outcome };
    },
  };
}
