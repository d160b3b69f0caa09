import { quote, VerstampError } from '@verstamp/core';
import { cliUsage } from '@verstamp/core/problems';
import type { Command, Invocation, Outcome, Surroundings, Tone } from './command.ts';
import { EXIT, exitOf, type ExitCode } from './exit.ts';
import { formatCommandHelp, formatHelp } from './terminal/help.ts';
import { util } from './terminal/node-util.ts';
import { pageOf } from './terminal/error-page.ts';
import { COMMANDS } from './commands/index.ts';
import { readOwnVersion } from './own-version.ts';

const STYLES = { good: 'green', bad: 'red', doubt: 'yellow', quiet: 'dim', strong: 'bold' } as const;

/** Runs the command line: the result goes to stdout, what went wrong to stderr. Never throws. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const ours = args.slice(0, indexOfRest(args));
  const json = ours.includes('--json');
  try {
    const outcome = await dispatch(args, surroundings);
    const document = outcome.document && `${JSON.stringify(outcome.document, undefined, 2)}\n`;
    const text = json ? document : outcome.text && `${outcome.text}\n`;
    if (text) surroundings.stdout.write(text);
    return outcome.exit;
  } catch (error) {
    report(error, json, surroundings);
    return exitOf(error);
  }
}

async function dispatch(args: readonly string[], surroundings: Surroundings): Promise<Outcome> {
  const [name, ...own] = args;
  if (name === '--version' || name === '-v') return inform(await readOwnVersion());
  const [topic] = own;
  if (name === 'help' && topic !== undefined && !topic.startsWith('-'))
    return dispatch([topic, '--help'], surroundings);
  if (name === '--help' || name === '-h' || name === 'help') return inform(formatHelp(COMMANDS));
  if (name === undefined) {
    surroundings.stderr.write(`${formatHelp(COMMANDS)}\n`);
    return { exit: EXIT.misuse, document: undefined, text: '' };
  }
  const entry = COMMANDS.get(name);
  if (!entry) {
    const usage = `verstamp ${[...COMMANDS.keys()].join(' | ')}`;
    throw cliUsage({ reason: `There is no command ${quote(name)}.`, usage });
  }
  const { command } = await entry.load();
  const invocation = parse(command, own, surroundings);
  return invocation.values['help'] === true ? inform(formatCommandHelp(command)) : command.run(invocation);
}

function parse(command: Command, args: readonly string[], surroundings: Surroundings): Invocation {
  const end = indexOfRest(args);
  const { values, positionals } = parseOptions(command, args.slice(0, end));
  const { stdout, stderr } = surroundings;
  return {
    values,
    positionals,
    rest: end < args.length ? args.slice(end + 1) : undefined,
    surroundings,
    // A sink that is no real stream is no terminal either.
    paint: (tone: Tone, text) =>
      stdout.isTTY ? util.styleText(STYLES[tone], text, { stream: process.stdout }) : text,
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

function indexOfRest(args: readonly string[]): number {
  const index = args.indexOf('--');
  return index < 0 ? args.length : index;
}

function inform(text: string): Outcome {
  return { exit: EXIT.holds, document: { text }, text };
}

function report(error: unknown, json: boolean, { stdout, stderr }: Surroundings): void {
  const known = error instanceof VerstampError;
  const code = known ? error.code : 'UNEXPECTED';
  const message = error instanceof Error ? error.message : quote(error);
  const page = known ? { page: pageOf(code) } : {};
  if (json) stdout.write(`${JSON.stringify({ error: { code, message, ...page } }, undefined, 2)}\n`);
  stderr.write(`verstamp: ${code}: ${message}\n`);
  if (known) stderr.write(`  ${pageOf(code)}\n`);
  // A fault of ours: the trace says where.
  if (!known && error instanceof Error) stderr.write(`${error.stack ?? ''}\n`);
}
