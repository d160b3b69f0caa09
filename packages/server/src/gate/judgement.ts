import { checkCompatibility, formatVersion } from '@verstamp/core';
import type { UnreadableReason } from '../reading.ts';
import type { ReadDecision, UnreadableDecision } from './outcome.ts';
import type { Setup } from './setup.ts';

/** What was decided about what a client sent, and its version as the server would advertise it. */
export type Judgement =
  | { readonly decision: ReadDecision; readonly version: string }
  | { readonly decision: UnreadableDecision; readonly version: undefined };

/** Judges what a client sent as its version, at an instant in milliseconds. */
export function judge(setup: Setup, sent: string | undefined, now: number): Judgement {
  const version = sent === undefined ? undefined : setup.read(sent);
  const text = version && formatVersion(version);
  const decision = checkCompatibility(text, setup.server, setup.rule, { now });
  const { verdict } = decision;
  if (sent !== undefined && version && verdict !== 'unknown') {
    // Written as the server's version, so that what no rule looks at makes no difference.
    return { decision: { ...decision, verdict, reading: 'version', sent }, version: setup.write(version) };
  }
  const reading = sent === undefined ? 'missing' : sent.includes(',') ? 'repeated' : 'malformed';
  const message = explain(setup, reading);
  return {
    decision: { ...decision, message, verdict: 'unknown', reading, sent: undefined },
    version: undefined,
  };
}

const EXPLANATIONS: Readonly<Record<UnreadableReason, string>> = {
  missing: 'No client version was sent',
  repeated: 'More than one client version was sent',
  malformed: 'The client version that was sent could not be read',
};

function explain(setup: Setup, reason: UnreadableReason): string {
  return `${EXPLANATIONS[reason]}, so nothing was compared. Send one version, written as in ${setup.advertised}.`;
}
