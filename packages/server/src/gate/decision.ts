import { checkCompatibility, formatVersion } from '@verstamp/core';
import type { UnreadableReason } from '../reading.ts';
import type { GateDecision } from './outcome.ts';
import type { Setup } from './setup.ts';

/** Decides about what a client sent as its version, at an instant in milliseconds. */
export function makeDecision(setup: Setup, sent: string | undefined, now: number): GateDecision {
  const version = sent === undefined ? undefined : setup.read(sent);
  const text = version && formatVersion(version);
  const decision = checkCompatibility(text, setup.server, setup.rule, { now });
  if (sent !== undefined && version) return { ...decision, reading: 'version', sent };
  const reason = sent === undefined ? 'missing' : sent.includes(',') ? 'repeated' : 'malformed';
  return { ...decision, message: explain(setup, reason), reading: reason, sent: undefined };
}

const EXPLANATIONS: Readonly<Record<UnreadableReason, string>> = {
  missing: 'No client version was sent',
  repeated: 'More than one client version was sent',
  malformed: 'The client version that was sent could not be read',
};

function explain(setup: Setup, reason: UnreadableReason): string {
  return `${EXPLANATIONS[reason]}, so nothing was compared. Send one version, written as in ${setup.advertised}.`;
}
