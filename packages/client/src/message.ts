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
   * Gets one line per discarded message.
   * @default console.warn
   */
  readonly log?: ((line: string) => void) | undefined;
}

/** Says of one message's version whether to process the message or to drop it without an answer. */
export type MessageCheck = (version: unknown) => 'allow' | 'discard';

/**
 * Creates the check that a receiver makes of every message (seed C): what does not fit, or cannot be read,
 * is discarded and logged, and nothing is ever sent back.
 */
export function createMessageCheck({
  version: own,
  rule = messageProtocol,
  log = console.warn,
}: MessageCheckOptions): MessageCheck {
  return (version) => {
    const found = verdict(version, own, rule);
    if (found === 'allow' || found === 'warn') return 'allow';
    const sender = found === 'unknown' ? 'an unreadable version' : `version ${String(version)}`;
    log(`A message of ${sender} was discarded: this receiver's is ${own}.`);
    return 'discard';
  };
}
