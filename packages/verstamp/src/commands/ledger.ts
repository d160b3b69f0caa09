import type { LedgerContents } from '@verstamp/build/revision';
import { quote } from '@verstamp/core';
import { openReleaseLedger } from '@verstamp/release';
import type { Command, Invocation, Outcome } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import { EXIT } from '../exit.ts';
import { formatColumns } from '../terminal/columns.ts';
import { count } from '../terminal/count.ts';
import { escapeForeign } from '../terminal/escape.ts';
import { formatJson } from '../terminal/json.ts';

/** `verstamp ledger`: shows, checks or writes out what the ledger knows. */
export const command: Command = defineCommand({
  usage: 'verstamp ledger show | verify | export',
  details:
    'show prints the last revision of each name and the claims that hold; verify reads and checks everything;\n' +
    'export prints everything as one JSON document. The ledger is the one in verstamp.json or VERSTAMP_LEDGER, else refs on\n' +
    'the git remote origin, as in a release. Exits 3 where it is damaged or cannot be reached.',
  options: {},
  run: ledger,
});

const VIEWS: ReadonlyMap<string, (contents: LedgerContents) => Pick<Outcome, 'document' | 'text'>> = new Map([
  ['show', show],
  ['verify', verify],
  ['export', exportAll],
]);

async function ledger({ positionals, surroundings, misuse }: Invocation): Promise<Outcome> {
  const [action = '', ...others] = positionals;
  const view = VIEWS.get(action);
  if (!view || others.length > 0) {
    throw misuse('One of show, verify, export is needed.');
  }
  const { cwd, env } = surroundings;
  const opened = await openReleaseLedger(cwd, env);
  return { exit: EXIT.holds, ...view(await opened.read()) };
}

function show({ revisions, claims, releases }: LedgerContents): Pick<Outcome, 'document' | 'text'> {
  const rows = [
    ...[...revisions].map(([name, revision]) => [escapeForeign(name), String(revision)]),
    ...claims.flatMap(({ owner, expires, releases: held }) =>
      held.map(({ name, version }) => [
        escapeForeign(`${name}@${version}`),
        `claimed by ${quote(owner)} until ${escapeForeign(expires)}`,
      ]),
    ),
  ];
  const document = { revisions: Object.fromEntries(revisions), claims, releases: releases.length };
  return { document, text: [...formatColumns(rows), count(releases.length, 'release')].join('\n') };
}

function verify({ revisions, releases }: LedgerContents): Pick<Outcome, 'document' | 'text'> {
  const document = { names: revisions.size, releases: releases.length };
  return { document, text: `holds: ${count(revisions.size, 'name')}, ${count(releases.length, 'release')}` };
}

function exportAll({ revisions, claims, releases }: LedgerContents): Pick<Outcome, 'document' | 'text'> {
  const document = { revisions: Object.fromEntries(revisions), claims, releases };
  return { document, text: formatJson(document) };
}
