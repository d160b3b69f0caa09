import { checkCompatibility, formatVersion, type Rule, type Verdict, type Version } from '@verstamp/core';
import { tryWrite, type Notation } from '../notation.ts';

/** A client that might come. */
export interface Client {
  /** Its version as it is sent. */
  readonly sent: string;
  /** Its version in the usual notation. */
  readonly version: string;
  /** Until when its major is, or was, served. */
  readonly until: string | undefined;
}

/** Tells whether a client is looked for. */
export type ClientFilter = (client: Client) => boolean;

/** Finds a client on which the rule has a verdict; `undefined` if there is none. */
export type FindClient = (verdict: Verdict, filter?: ClientFilter) => Client | undefined;

/** Options of {@link createFinder}. */
export interface FinderOptions extends Notation {
  readonly server: Version;
  readonly rule: Rule;
  readonly now: number;
}

/** Creates the search, among versions around the server's, those nearest first, and every major that has an end date. */
export function createFinder({ server, rule, read, write, now }: FinderOptions): FindClient {
  const majors = Object.keys(rule.until ?? {}).map(startOf);
  const clients = [...neighbours(server), ...majors].flatMap((version): readonly Client[] => {
    const until = version.major < server.major ? rule.until?.[String(version.major)] : undefined;
    // A version that does not fit the notation is no client's, and what has no place in it never arrives.
    const sent = tryWrite(write, version);
    const arriving = sent === undefined ? undefined : read(sent);
    return sent !== undefined && arriving ? [{ sent, version: formatVersion(arriving), until }] : [];
  });
  return (verdict, filter = () => true) =>
    clients.find(
      (client) =>
        filter(client) &&
        checkCompatibility(client.version, formatVersion(server), rule, { now }).verdict === verdict,
    );
}

function startOf(major: string): Version {
  return { major: Number(major), minor: 0, patch: 0, revision: undefined, prerelease: '' };
}

const STEPS = [1, -1, 10, -10];

function neighbours(server: Version): readonly Version[] {
  const parts = ['patch', 'minor', 'major', 'revision'] as const;
  const moved = STEPS.flatMap((step) =>
    parts.map((part) => ({ ...server, prerelease: '', [part]: (server[part] ?? 0) + step })),
  );
  return moved.filter((version) => parts.every((part) => (version[part] ?? 0) >= 0));
}
