import { formatVersion, readInstant, resolveRule, sameMajor, type Rule } from '@verstamp/core';
import { gateOption } from '@verstamp/core/problems';
import type { CorsOptions } from '../http/cors.ts';
import {
  chooseAnyWriter,
  chooseMessageReader,
  chooseReader,
  chooseWriter,
  type Notation,
} from '../notation.ts';
import type { UnreadableReason } from '../reading.ts';
import { createStart } from '../start.ts';
import { isSwitchedOff } from './environment.ts';
import { createLogger, logToConsole, type Logger } from './log.ts';
import type { GateOptions, UnreadableAction } from './options.ts';
import type { ReadDecision } from './outcome.ts';
import { checkShapes } from './option-shapes.ts';
import { resolveKnown, resolveServed, resolveUnreadable } from './resolve-option.ts';
import { resolveDocument, type ServedDocument } from './served-document.ts';

/** A gate's options, checked and filled with their defaults. */
export interface Setup extends Notation {
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
  /** Makes the text of a mismatch; `undefined` for the decision's own message. */
  readonly text: ((decision: ReadDecision) => string) | undefined;
  /** `false` if none is served. */
  readonly document: ServedDocument | false;
  readonly vary: boolean;
  readonly serverTiming: boolean;
  /** `undefined` if browsers on other origins get nothing. */
  readonly cors: CorsOptions | undefined;
  /** Returns since when an older major counts as deprecated if no date is given, in milliseconds. */
  readonly since: () => number;
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
  const { name, status = 400, vary = true, serverTiming = false, text, cors, census = {} } = options;
  const rule = resolveRule({ table: options.rule ?? sameMajor, min, max, deprecated, until });
  const read = chooseReader(format);
  const write = chooseAnyWriter(format, rule);
  const document = resolveDocument(options, read);
  const served = resolveServed(options, read);
  return {
    name,
    rule,
    server: formatVersion(served),
    advertised: checkHeader(chooseWriter(format, rule)(served), format),
    enabled: (options.enabled ?? true) && !isSwitchedOff(),
    unreadable: resolveUnreadable(options.unreadable),
    status,
    text,
    document,
    vary,
    serverTiming,
    cors,
    since: createStart(() => readInstant(options.time) ?? now()),
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

/** What a header cannot bear would be an error of every answer that names the version, and end a server of Node. */
function checkHeader(text: string, format: GateOptions['format']): string {
  if (/^[!-~]([ -~]*[!-~])?$/.test(text)) return text;
  const expected = 'a notation in printable ASCII without blanks around it, since headers bear it';
  throw gateOption({ option: 'format', value: format?.template, expected });
}
