import { messageProtocol, verdict } from '@verstamp/core';

/** What a check of messages is made with. */
export interface MessageCheckOptions {
  /** The receiver's version of the message protocol. */
  readonly version: string;
  /**
   * The rule's table, in its compact form.
   * @default messageProtocol
   */
  readonly rule?: string | undefined;
  /**
   * Gets one line per message that is discarded, or that the rule warns of: of each kind twenty at once, then one a second, with the number of those left out.
   * @default console.warn
   */
  readonly log?: ((line: string) => void) | undefined;
  /** @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** Says of one message's version whether to process the message or to drop it without an answer. */
export type MessageCheck = (version: unknown) => 'allow' | 'discard';

/**
 * Creates the check that a receiver makes of every message: what does not fit, or cannot be read,
 * is discarded and logged, and nothing is ever sent back. What the rule warns of is logged, too.
 */
export function createMessageCheck(options: MessageCheckOptions): MessageCheck {
  const { version: own, rule = messageProtocol, log = console.warn, now = Date.now } = options;
  // What is taken uses up no line of what is discarded.
  const admitTaken = createLimit(now);
  const admitDiscarded = createLimit(now);
  return (version) => {
    const found = verdict(version, own, rule);
    if (found === 'allow') return found;
    const isTaken = found === 'warn';
    const omitted = isTaken ? admitTaken() : admitDiscarded();
    if (omitted !== undefined) {
      const sender = found === 'unknown' ? 'an unreadable version' : `version ${String(version)}`;
      const more = omitted ? ` ${omitted} more were not logged.` : '';
      log(`A message of ${sender} was ${isTaken ? 'taken' : 'discarded'}: this receiver's is ${own}.${more}`);
    }
    return isTaken ? 'allow' : 'discard';
  };
}

/** How many lines are logged at once; then one in this time. */
const BURST = 20;
const INTERVAL_MS = 1000;

/**
 * Creates what keeps a flood of wrong messages from being a flood of lines: it returns how many lines were left out
 * before this one, or `undefined` if this one is left out as well.
 */
function createLimit(now: () => number): () => number | undefined {
  let allowed = BURST;
  let omitted = 0;
  let last = 0;
  return () => {
    const at = now();
    // A clock that is set back gives nothing, and takes nothing.
    allowed = Math.min(BURST, allowed + Math.max(0, at - last) / INTERVAL_MS);
    last = at;
    if (allowed < 1) {
      omitted++;
      return undefined;
    }
    const before = omitted;
    allowed--;
    omitted = 0;
    return before;
  };
}
