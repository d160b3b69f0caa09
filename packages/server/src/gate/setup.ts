import { formatVersion, readInstant, resolveRule, sameMajor, type Rule, type Version } from '@verstamp/core';
import { gateOption } from '@verstamp/core/problems';
import { chooseReader, chooseWriter, readUsual, type Notation } from '../notation.ts';
import { createLogger, logToConsole, type Logger } from './log.ts';
import type { GateOptions, UnreadableAction, UnreadablePolicy } from './options.ts';
import type { UnreadableReason } from './outcome.ts';
import { isSwitchedOff } from './environment.ts';

/** A gate's options, checked and filled with their defaults. */
export interface Setup extends Notation {
  readonly options: GateOptions;
  readonly name: string;
  readonly rule: Rule;
  /** The served version with all its parts, in the usual notation. */
  readonly server: string;
  /** The served version as it is advertised in headers. */
  readonly advertised: string;
  readonly enabled: boolean;
  readonly unreadable: Readonly<Record<UnreadableReason, UnreadableAction>>;
  readonly status: number;
  readonly document: string | false;
  /** Since when an older major counts as deprecated where no date is given, in milliseconds. */
  readonly since: number;
  readonly log: Logger;
  /** How many versions have a line in the census, and which always do. */
  readonly census: { readonly size: number; readonly known: readonly string[] };
  readonly now: () => number;
}

/**
 * Fills a gate's options with their defaults.
 *
 * @throws VerstampError `GATE_OPTION`, `RULE_SYNTAX` for a rule or date, `FORMAT_OVERFLOW` where the
 *   server's own version does not fit its format.
 */
export function resolveSetup(options: GateOptions): Setup {
  const { format, min, max, deprecated, until, now = Date.now, log = logToConsole } = options;
  const rule = resolveRule({ table: options.rule ?? sameMajor, min, max, deprecated, until });
  const read = chooseReader(format);
  const write = chooseWriter(format, rule);
  const version = resolveVersion(options);
  return {
    options,
    name: options.name || fail('name', options.name, 'the name of the application'),
    rule,
    server: formatVersion(version),
    advertised: write(version),
    enabled: (options.enabled ?? true) && !isSwitchedOff(),
    unreadable: resolveUnreadable(options.unreadable),
    status: resolveStatus(options.status),
    document: resolveDocument(options.document),
    since: readInstant(options.time) ?? now(),
    log: createLogger(log, now),
    census: {
      size: resolveSize(options.census?.size),
      known: [version, ...resolveKnown(options.census?.known, read)].map(write),
    },
    now,
    read,
    write,
  };
}

function fail(option: string, value: unknown, expected: string): never {
  throw gateOption({ option, value, expected });
}

function resolveVersion({ api, version, format }: GateOptions): Version {
  const text = api ?? version;
  const expected = `a version as in "1.4.3.417"${format ? ` or in the format ${format.template}` : ''}`;
  return (
    readUsual(text) ?? format?.safeParse(text) ?? fail(api === undefined ? 'version' : 'api', text, expected)
  );
}

function resolveStatus(status = 400): number {
  return Number.isInteger(status) && status >= 400 && status < 600
    ? status
    : fail('status', status, 'a whole number from 400 to 599');
}

function resolveSize(size = 512): number {
  return Number.isInteger(size) && size > 0 && size <= 10_000
    ? size
    : fail('census.size', size, 'a whole number from 1 to 10000');
}

function resolveKnown(known: readonly string[] = [], read: Setup['read']): readonly Version[] {
  return known.map((text) => read(text) ?? fail('census.known', text, 'versions as clients send them'));
}

function resolveDocument(path: string | false = '/version.json'): string | false {
  return path === false || /^\/[^?#\s]*$/.test(path)
    ? path
    : fail('document', path, 'a path that begins with "/", or false');
}

function resolveUnreadable(policy: UnreadableAction | UnreadablePolicy = {}): Setup['unreadable'] {
  const chosen: UnreadablePolicy =
    typeof policy === 'string' ? { missing: policy, repeated: policy, malformed: policy } : policy;
  const resolve = (reading: keyof UnreadablePolicy): UnreadableAction => {
    const action = chosen[reading] ?? 'allow';
    return action === 'allow' || action === 'refuse'
      ? action
      : fail('unreadable', action, '"allow" or "refuse"');
  };
  return { missing: resolve('missing'), repeated: resolve('repeated'), malformed: resolve('malformed') };
}
