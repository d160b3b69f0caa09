import { quote, type VerstampError } from '@verstamp/core';
import { cliUsage } from '@verstamp/core/problems';
import type { Outcome, Surroundings } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT, exitOfError, type ExitCode } from './exit.ts';
import { describeOldNode, OLDEST_NODE } from './old-node.ts';
import { readOwnVersion } from './own-version.ts';
import { reportError } from './terminal/error.ts';
import { formatCommandHelp, formatHelp } from './terminal/help.ts';
import { formatJson } from './terminal/json.ts';
import { parseWords, splitWords, wantsJson, type Words } from './words.ts';

/** Runs the command line: the result goes to stdout, what went wrong to stderr. Never throws. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const [name, ...others] = args;
  const words = splitWords(others, COMMANDS.get(name ?? '')?.takesRest === true);
  const json = wantsJson([name ?? '', ...words.own]);
  try {
    const outcome = await dispatch(name, words, surroundings);
    const document = outcome.document && `${formatJson(outcome.document)}\n`;
    const text = json ? document : outcome.text && `${outcome.text}\n`;
    if (text) surroundings.stdout.write(text);
    return outcome.exit;
  } catch (error) {
    reportError(error, { ...surroundings, json });
    return exitOfError(error);
  }
}

async function dispatch(
  name: string | undefined,
  words: Words,
  surroundings: Surroundings,
): Promise<Outcome> {
  if (name === '--version' || name === '-v') return inform(await readOwnVersion());
  const [topic] = words.own;
  if (name === 'help' && topic !== undefined && !topic.startsWith('-'))
    return dispatch(topic, { own: ['--help'], rest: undefined }, surroundings);
  if (name === '--help' || name === '-h' || name === 'help') return inform(formatHelp(COMMANDS));
  if (name === undefined) {
    surroundings.stderr.write(`${formatHelp(COMMANDS)}\n`);
    return { exit: EXIT.misuse, document: undefined, text: '' };
  }
  return runCommand(name, words, surroundings);
}

async function runCommand(name: string, words: Words, surroundings: Surroundings): Promise<Outcome> {
  const entry = COMMANDS.get(name);
  if (!entry) throw unknownCommand(name);
  const { command } = await entry.load();
  const typed = parseWords(command, words);
  if (typed.values['help'] === true) return inform(formatCommandHelp(command));
  const reason = describeOldNode(process.versions.node);
  if (reason !== undefined) throw cliUsage({ reason, usage: `Node ${OLDEST_NODE} or newer` });
  return command.run(typed, surroundings);
}

function unknownCommand(name: string): VerstampError {
  const reason = name.startsWith('-')
    ? `${quote(name)} stands where the command belongs: options come behind it.`
    : `There is no command ${quote(name)}.`;
  return cliUsage({ reason, usage: `verstamp ${[...COMMANDS.keys()].join(' | ')}` });
}

function inform(text: string): Outcome {
  return { exit: EXIT.holds, document: { text }, text };
}
