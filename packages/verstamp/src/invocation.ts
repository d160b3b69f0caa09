import { quote } from '@verstamp/core';
import { cliUsage } from '@verstamp/core/problems';
import type { Command, Invocation, Surroundings } from './command.ts';
import { createPaint } from './terminal/colours.ts';
import { util } from './terminal/node-util.ts';

/** What was typed after the name of a command, in its parts. */
export interface Typed {
  /** For the command itself. */
  readonly own: readonly string[];
  /** What follows `--`, for a command that runs another; `undefined` if there is no `--`. */
  readonly rest: readonly string[] | undefined;
}

/** Splits what was typed, where a command runs another: whatever follows `--` is for that one, untouched. */
export function splitTyped(args: readonly string[], takesRest: boolean): Typed {
  // pnpm passes on the "--" that stands before a script's arguments. Behind it stand options as well.
  if (!takesRest) return { own: args[0] === '--' ? args.slice(1) : args, rest: undefined };
  const index = args.indexOf('--');
  return index < 0
    ? { own: args, rest: undefined }
    : { own: args.slice(0, index), rest: args.slice(index + 1) };
}

/** Tells whether `--json` is asked for: behind a `--`, it is a name. */
export function wantsJson(own: Typed['own']): boolean {
  const end = own.indexOf('--');
  return own.slice(0, end < 0 ? undefined : end).includes('--json');
}

/**
 * Parses what was typed after the name of a command.
 *
 * @throws VerstampError `CLI_USAGE`.
 */
export function parseInvocation(
  command: Command,
  { own, rest }: Typed,
  surroundings: Surroundings,
): Invocation {
  const { stdout, stderr } = surroundings;
  return {
    ...parseOptions(command, own),
    rest,
    surroundings,
    paint: createPaint(stdout),
    say: (line) => void stderr.write(`${line}\n`),
  };
}

function parseOptions(command: Command, args: readonly string[]): Pick<Invocation, 'values' | 'positionals'> {
  const options = {
    ...command.options,
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return util.parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/\. /)[0] ?? '') : '';
    throw cliUsage({ reason: `${quote(reason, 120).slice(1, -1)}.`, usage: command.usage });
  }
}
