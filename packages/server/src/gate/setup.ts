import { formatVersion, readInstant, resolveRule, sameMajor, type Rule } from '@verstamp/core';
import {
  chooseAnyWriter,
  chooseMessageReader,
  chooseReader,
  chooseWriter,
  type Notation,
} from '../notation.ts';
import { isSwitchedOff } from './environment.ts';
import { createLogger, logToConsole, type Logger } from './log.ts';
import type { GateOptions, UnreadableAction } from './options.ts';
import type { UnreadableReason } from '../reading.ts';
import { checkShapes } from './option-shapes.ts';
import { resolveApplication, resolveKnown, resolveServed, resolveUnreadable } from './resolve-option.ts';

/** A gate's options, checked and filled with their defaults. */
export interface Setup extends Notation {
  readonly options: GateOptions;
  /** Reads the version that a message bears; `undefined` if it cannot be read. */
  readonly readMessage: Notation['read'];
  readonly name: string;
  readonly rule: Rule;
  /** The version on the wire with all its parts, in the usual notation. */
  readonly server: string;
  /** The version on the wire as it is advertised in headers. */
  readonly advertised: string;
  readonly enabled: boolean;
  readonly unreadable: Readonly<Record<UnreadableReason, UnreadableAction>>;
  readonly status: number;
  /** Where the version document is, and the application's version in it; `false` if none is served. */
  readonly document: { readonly path: string; readonly version: string } | false;
  /** Since when an older major counts as deprecated if no date is given, in milliseconds. */
  readonly since: number;
  readonly log: Logger;
  /** How many versions have a line in the census, and which always do. */
  readonly census: { readonly size: number; readonly known: readonly string[] };
  readonly now: () => number;
}

/**
 * Fills a gate's options with their defaults.
 *
 * @throws VerstampError `GATE_OPTION`, `RULE_SYNTAX` for a rule or date, `FORMAT_OVERFLOW` if the
 *   server's own version does not fit its format.
 */
export function resolveSetup(options: GateOptions): Setup {
  checkShapes(options);
  const { format, min, max, deprecated, until, now = Date.now, log = logToConsole } = options;
  const { name, document: path = '/version.json', status = 400, census = {} } = options;
  const rule = resolveRule({ table: options.rule ?? sameMajor, min, max, deprecated, until });
  const read = chooseReader(format);
  const write = chooseAnyWriter(format, rule);
  const application = resolveApplication(options, read);
  const served = resolveServed(options, read);
  return {
    options,
    name,
    rule,
    server: formatVersion(served),
    advertised: chooseWriter(format, rule)(served),
    enabled: (options.enabled ?? true) && !isSwitchedOff(),
    unreadable: resolveUnreadable(options.unreadable),
    status,
    document: path !== false && application ? { path, version: formatVersion(application) } : false,
    since: readInstant(options.time) ?? now(),
    log: createLogger(log, now),
    census: {
      size: census.size ?? 512,
      known: [served, ...resolveKnown(census.known, read)].map(write),
    },
    now,
    read,
    readMessage: chooseMessageReader(format),
    write,
  };
}
