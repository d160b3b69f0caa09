import { quote } from '@verstamp/core';
import { cliUsage } from '@verstamp/core/problems';
import type { Command, Invocation, Surroundings } from './command.ts';
import { createPaint } from './terminal/colours.ts';
import { util } from './terminal/node-util.ts';

/**
 * Parses what was typed after the name of a command.
 *
 * @throws VerstampError `CLI_USAGE`.
 */
export function parseInvocation(
  command: Command,
  args: readonly string[],
  surroundings: Surroundings,
): Invocation {
  const { own, rest } = splitRest(args);
  const { stdout, stderr } = surroundings;
  return {
    ...parseOptions(command, own),
    rest,
    surroundings,
    paint: createPaint(stdout),
    say: (line) => void stderr.write(`${line}\n`),
  };
}

/** Tells whether `--json` is asked of us, rather than of a command after `--`. */
export function wantsJson(args: readonly string[]): boolean {
  return splitRest(args).own.includes('--json');
}

function splitRest(args: readonly string[]): {
  readonly own: readonly string[];
  readonly rest: readonly string[] | undefined;
} {
  const index = args.indexOf('--');
  return index < 0
    ? { own: args, rest: undefined }
    : { own: args.slice(0, index), rest: args.slice(index + 1) };
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
