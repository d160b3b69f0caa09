import {
  checkCompatibility,
  formatVersion,
  parseVersion,
  type Decision,
  type Rule,
  type Version,
} from '@verstamp/core';
import { tryWrite, type Notation } from '../notation.ts';

/** A client that might come. */
export interface Client {
  /** Its version as it is sent. */
  readonly sent: string;
  /** What the rule says of it. */
  readonly decision: Decision;
}

/** What is known of a server whose clients are listed. */
export interface ServerFacts extends Notation {
  readonly server: Version;
  readonly rule: Rule;
  /** The instant, in milliseconds, at which end dates are judged. */
  readonly now: number;
}

/**
 * Lists a client of the server's own version, and then others, the nearest first: older and newer in each part, as far
 * as the rule reaches and beyond, at its limits, and of every major that has an end date.
 */
export function listClients(facts: ServerFacts): readonly Client[] {
  const { server, rule } = facts;
  const limits = [rule.min, rule.max].filter((limit) => limit !== undefined).map(parseVersion);
  const versions = [
    server,
    ...stepsOf(rule).flatMap((step) => PARTS.map((part) => move(server, part, step))),
    { ...server, revision: undefined },
    { ...server, prerelease: server.prerelease ? '' : 'rc.1' },
    ...limits.flatMap((limit) => [limit, move(limit, 'patch', -1), move(limit, 'patch', 1)]),
    ...Object.keys(rule.until ?? {}).map(startOf),
  ];
  const clients = versions.filter(isPossible).flatMap((version) => makeClient(version, facts));
  // Where the rule looks at no revision, several are sent as the same text.
  return [...new Map(clients.map((client) => [client.sent, client])).values()];
}

const PARTS = ['patch', 'minor', 'major', 'revision'] as const;

/** Returns how far clients are ahead or behind: a rule's distances, one more than these, and two others. */
function stepsOf({ table }: Rule): readonly number[] {
  const distances = table
    .split('')
    .map(Number)
    .filter((distance) => distance > 0);
  const steps = [1, ...distances, ...distances.map((distance) => distance + 1), 10];
  return [...new Set(steps)].flatMap((step) => [step, -step]);
}

function move(version: Version, part: (typeof PARTS)[number], step: number): Version {
  return { ...version, prerelease: '', [part]: (version[part] ?? 0) + step };
}

function startOf(major: string): Version {
  return { major: Number(major), minor: 0, patch: 0, revision: undefined, prerelease: '' };
}

function isPossible(version: Version): boolean {
  return PARTS.every((part) => (version[part] ?? 0) >= 0);
}

function makeClient(version: Version, { server, rule, read, write, now }: ServerFacts): readonly Client[] {
  // A version that does not fit the notation is no client's, and what has no place in it never arrives.
  const sent = tryWrite(write, version);
  const arriving = sent === undefined ? undefined : read(sent);
  if (sent === undefined || !arriving) return [];
  return [
    { sent, decision: checkCompatibility(formatVersion(arriving), formatVersion(server), rule, { now }) },
  ];
}
