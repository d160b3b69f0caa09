import type { Command, CommandEntry } from '../command.ts';
import { formatColumns } from './columns.ts';
import { START_PAGE } from './error-page.ts';

const EXITS =
  'Exit codes: 0 holds or allowed, 1 does not hold or refused, 2 wrong use or configuration, 3 could not find out.';

/** Formats the help of the whole command line. */
export function formatHelp(commands: ReadonlyMap<string, CommandEntry>): string {
  const rows = [...commands].map(([name, { summary }]) => [name, summary] as const);
  return [
    'Stamp versions into builds, guard releases, catch version skew.',
    '',
    'Usage: verstamp COMMAND [--json] [--help] | help [COMMAND] | --version',
    '',
    ...formatRows(rows),
    '',
    `New here? Run init, then doctor: both change nothing unless you say so. ${START_PAGE}`,
    EXITS,
  ].join('\n');
}

/** Formats the help of one command. */
export function formatCommandHelp({ usage, details, options }: Command): string {
  const rows = Object.entries(options).map(
    ([name, option]) =>
      [`--${name}${option.type === 'string' ? ` ${option.value}` : ''}`, option.description] as const,
  );
  const common = [
    ['--json', 'prints one JSON document on stdout'],
    ['-h, --help', 'prints this'],
  ] as const;
  return [`Usage: ${usage}`, '', details, '', ...formatRows([...rows, ...common]), '', EXITS].join('\n');
}

function formatRows(rows: readonly (readonly [string, string])[]): readonly string[] {
  return formatColumns(rows.map(([name, text]) => [`  ${name}`, text]));
}
