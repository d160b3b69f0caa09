import {
  publishFailed,
  publishImpossible,
  releaseUnconfirmed,
  type releaseMismatch,
} from '@verstamp/core/problems';
import type { Registry } from '../../registry/registry.ts';
import type { UploadAnswer } from './answer.ts';
import { readRelease, type Expected, type Reading } from './read-back.ts';

/** The pauses between readings of a registry until it shows what was sent. */
export interface ReadBackTimes {
  /** The pauses after an upload that was accepted, in milliseconds. */
  readonly acceptedMs: readonly number[];
  /** The pauses after any other, in milliseconds. */
  readonly doubtfulMs: readonly number[];
}

/** The default times: half a minute for caches to catch up, eight seconds otherwise. */
export const READ_BACK_TIMES: ReadBackTimes = {
  acceptedMs: [250, 500, 1000, 2000, 4000, 8000, 15_000],
  doubtfulMs: [250, 500, 1000, 2000, 4000],
};

/** The result of an upload. */
export type UploadOutcome =
  | { readonly kind: 'out' }
  /** It is not there, and will not be: the registry said so and shows nothing, or nothing was sent. */
  | {
      readonly kind: 'absent';
      readonly problem: ReturnType<typeof publishFailed> | ReturnType<typeof publishImpossible>;
    }
  | { readonly kind: 'other'; readonly problem: ReturnType<typeof releaseMismatch> }
  /** It may be there, or come to be there. */
  | {
      readonly kind: 'unknown';
      readonly problem: ReturnType<typeof releaseUnconfirmed>;
      /** Whether the registry shows nothing, so that the same bytes may be sent once more. */
      readonly resendable: boolean;
    };

/** What an upload is judged by. */
export interface UploadEvidence extends Expected {
  readonly answer: UploadAnswer;
  /** The registry's address, for messages. */
  readonly address: string;
  readonly times: ReadBackTimes;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Finds out the result of an upload. The answer to it only decides how long the registry is read. */
export async function judgeUpload(registry: Registry, evidence: UploadEvidence): Promise<UploadOutcome> {
  const { answer, times, pause } = evidence;
  const pauses = [...(answer.kind === 'accepted' ? times.acceptedMs : times.doubtfulMs)];
  for (;;) {
    const reading = await readRelease(registry, evidence);
    if (reading.kind === 'ours') return { kind: 'out' };
    const isFinal =
      reading.kind === 'other'
        ? reading.problem.details.part === 'metadata'
        : reading.kind === 'absent' && isDenied(answer);
    const next = isFinal ? undefined : pauses.shift();
    if (next === undefined) return conclude(reading, evidence);
    await pause(next);
  }
}

/** Tells whether an upload was turned away before it could do anything. */
function isDenied(answer: UploadAnswer): boolean {
  if (answer.kind === 'withheld') return true;
  return answer.kind === 'refused' && [400, 401, 402, 403, 404, 405, 413, 422].includes(answer.status);
}

/** Tells whether the next try may go better: kept-alive connections break, registries are busy. */
function isTransient(answer: UploadAnswer): boolean {
  if (answer.kind === 'lost') return answer.isBroken;
  return answer.kind === 'refused' && [408, 429, 502, 503, 504].includes(answer.status);
}

function conclude(
  reading: Exclude<Reading, { readonly kind: 'ours' }>,
  { answer, address, subject: { name, version } }: UploadEvidence,
): UploadOutcome {
  if (reading.kind === 'other') return reading;
  const status = answer.kind === 'refused' ? answer.status : answer.kind === 'accepted' ? 200 : undefined;
  const base = { name, version, registry: address, status };
  if (answer.kind === 'withheld' && answer.isLasting) {
    return { kind: 'absent', problem: publishImpossible({ name, version, reason: answer.reason }) };
  }
  if (answer.kind !== 'withheld' && reading.kind === 'unknown') {
    const problem = releaseUnconfirmed({ ...base, reason: reading.reason });
    return { kind: 'unknown', problem, resendable: false };
  }
  const reason = answer.kind === 'accepted' ? 'it said that all is well, and holds nothing.' : answer.reason;
  if (isDenied(answer)) return { kind: 'absent', problem: publishFailed({ ...base, reason }) };
  return {
    kind: 'unknown',
    problem: releaseUnconfirmed({ ...base, reason }),
    resendable: isTransient(answer),
  };
}
