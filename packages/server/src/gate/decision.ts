import { checkCompatibility, formatVersion } from '@verstamp/core';
import type { GateDecision } from './outcome.ts';
import type { Setup } from './setup.ts';

/** Decides about what a client sent as its version, at an instant in milliseconds. */
export function decide(setup: Setup, sent: string | undefined, now: number): GateDecision {
  const version = sent === undefined ? undefined : setup.read(sent);
  const text = version && formatVersion(version);
  const decision = checkCompatibility(text, setup.server, setup.rule, { now });
  if (sent !== undefined && version) return { ...decision, reading: 'version', sent };
  const reading = sent === undefined ? 'missing' : sent.includes(',') ? 'repeated' : 'malformed';
  return { ...decision, message: explainUnreadable(setup, reading), reading, sent: undefined };
}

const FAULTS = {
  missing: 'No client version was sent',
  repeated: 'More than one client version was sent',
  malformed: 'The client version that was sent could not be read',
} as const;

function explainUnreadable(setup: Setup, reading: keyof typeof FAULTS): string {
  return `${FAULTS[reading]}, so nothing was compared. Send one version, written as in ${setup.advertised}.`;
}
