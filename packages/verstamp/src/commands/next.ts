import { chooseRevision } from '@verstamp/build/revision';
import { formatVersion, parseVersion } from '@verstamp/core';
import type { Command, Invocation, Outcome } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import { EXIT } from '../exit.ts';
import { runChild } from '../next/child.ts';
import { findNearestPackage } from '../repository/nearest-package.ts';

/** `verstamp next`: issues a revision, and runs a command with it. */
export const command: Command = defineCommand({
  usage: 'verstamp next [-- COMMAND [ARGUMENT…]]',
  details:
    'Issues a revision for the package of this folder and prints it. With a COMMAND, runs that with the revision in\n' +
    'VERSTAMP_REVISION and ends with its exit code: all builds in it share one stamp. SOURCE_DATE_EPOCH, the time of the\n' +
    'stamp, is set too, unless it already is. The revision comes from VERSTAMP_REVISION, the ledger in verstamp.json or\n' +
    'VERSTAMP_LEDGER, or the clock. --json has no effect on a COMMAND.',
  options: {},
  run: next,
});

async function next({ positionals, rest, surroundings, misuse }: Invocation): Promise<Outcome> {
  const [program, ...args] = rest ?? [];
  if (positionals.length || (rest && program === undefined)) {
    throw misuse('A command stands behind "--".');
  }
  const { cwd, env } = surroundings;
  const { name, version, folder } = await findNearestPackage(cwd);
  const parsed = parseVersion(version);
  const source = chooseRevision({ root: folder, env, release: true });
  const revision = await source.next({ name, version });
  if (program !== undefined) {
    const childEnv = { ...env, VERSTAMP_REVISION: String(revision), SOURCE_DATE_EPOCH: epochOf(env) };
    const exit = await runChild({ command: program, args, cwd, env: childEnv, misuse });
    return { exit, document: undefined, text: '' };
  }
  const stamped = formatVersion({ ...parsed, revision });
  const document = { name, version: stamped, revision, source: source.source };
  return { exit: EXIT.holds, document, text: String(revision) };
}

/** Builds that share a revision share its time, whichever of them ends first. */
function epochOf(env: Invocation['surroundings']['env']): string {
  return env['SOURCE_DATE_EPOCH'] || String(Math.floor(Date.now() / 1000));
}
