import type { Verdict } from '@verstamp/core';
import type { GuardReport } from '@verstamp/release';
import type { AuditReport } from '@verstamp/server/audits';
import type { Outcome, Tone } from './command.ts';
import { EXIT } from './exit.ts';

/** What was concluded, in the words of who concluded it: a rule, the guard and the release, or an audit and the doctor. */
export type Conclusion = Verdict | GuardReport['conclusion'] | AuditReport['outcome'];

interface Ending extends Pick<Outcome, 'exit'> {
  readonly tone: Tone;
}

const HOLDS: Ending = { exit: EXIT.holds, tone: 'good' };
const REFUSED: Ending = { exit: EXIT.refused, tone: 'bad' };

const ENDINGS: Readonly<Record<Conclusion, Ending>> = {
  holds: HOLDS,
  allow: HOLDS,
  warn: { exit: EXIT.holds, tone: 'doubt' },
  fails: REFUSED,
  refuse: REFUSED,
  discard: REFUSED,
  unknown: { exit: EXIT.unknown, tone: 'doubt' },
};

/** Returns the exit code of a conclusion. */
export function exitOf(conclusion: Conclusion): Outcome['exit'] {
  return ENDINGS[conclusion].exit;
}

/** Returns the tone in which a conclusion is shown. */
export function toneOf(conclusion: Conclusion): Tone {
  return ENDINGS[conclusion].tone;
}
