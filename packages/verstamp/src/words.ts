import { quote } from '@verstamp/core';
import { cliUsage } from '@verstamp/core/problems';
import type { Command, Typed } from './command.ts';
import { util } from './terminal/node-util.ts';

/** The words that were typed after the name of a command. */
export interface Words {
  /** For the command itself. */
  readonly own: readonly string[];
  /** What follows `--`, for a command that runs another; `undefined` if there is no `--`. */
  readonly rest: readonly string[] | undefined;
}

/** Splits what was typed, where a command runs another: whatever follows `--` is for that one, untouched. */
export function splitWords(args: readonly string[], takesRest: boolean): Words {
  // pnpm passes on the "--" that stands before a script's arguments. Behind it stand options as well.
  if (!takesRest) return { own: args[0] === '--' ? args.slice(1) : args, rest: undefined };
  const index = args.indexOf('--');
  return index < 0
    ? { own: args, rest: undefined }
    : { own: args.slice(0, index), rest: args.slice(index + 1) };
}

/** Tells whether `--json` is asked for: behind a `--`, it is a name. */
export function wantsJson(own: Words['own']): boolean {
  const end = own.indexOf('--');
  return own.slice(0, end < 0 ? undefined : end).includes('--json');
}

/**
 * Takes apart what was typed after the name of a command.
 *
 * @throws VerstampError `CLI_USAGE`.
 */
export function parseWords({ usage, options }: Command, { own, rest }: Words): Typed {
  const all = { ...options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return {
      ...util.parseArgs({ args: [...own], options: all, allowPositionals: true, strict: true }),
      rest,
    };
  } catch (error) {
    const reason = error instanceof Error ? shorten(error.message) : '';
    throw cliUsage({ reason: `${quote(reason, 200).slice(1, -1)}.`, usage });
  }
}

/** What is wrong, and how a value that begins with a dash is given; the rest of what Node says is of no use here. */
function shorten(message: string): string {
  const [fault = '', ...advice] = message.replace(/\.$/, '').split(/[.?]\s/);
  const last = advice.find((sentence) => sentence.includes('='));
  return last === undefined ? fault : `${fault}. ${last}`;
}
