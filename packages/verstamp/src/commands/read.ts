import type { Command, Invocation, Outcome } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import { EXIT, exitOfError, worstOf, type OwnExitCode } from '../exit.ts';
import { readTargets, type Answer } from '../read/answer.ts';
import { describeAnswer, formatAnswer } from '../read/report.ts';

/** `verstamp read`: the stamps in a file, folder, tarball, zip or page, and whether they hold. */
export const command: Command = defineCommand({
  usage: 'verstamp read TARGET…',
  details:
    'Prints the stamps in files, folders, tarballs, zips and pages (URLs), checks that they agree and that the\n' +
    'files match .verstamp/. A tarball is any tar archive, gzipped or not. A page is read with its version document. Exits 1\n' +
    'if stamps disagree, a file does not match or there is no stamp; 2 if there is nothing at TARGET, 3 if it cannot be read.',
  options: {},
  run: read,
});

async function read({ positionals, surroundings, misuse, paint }: Invocation): Promise<Outcome> {
  if (positionals.length === 0) throw misuse('Nothing was named to read.');
  const answers = await readTargets(positionals, surroundings.cwd);
  return {
    exit: worstOf(answers.map((answer) => exitOfAnswer(answer))),
    document: { targets: answers.map((answer) => describeAnswer(answer)) },
    text: answers.map((answer) => formatAnswer(answer, paint)).join('\n'),
  };
}

function exitOfAnswer(answer: Answer): OwnExitCode {
  if (answer.kind === 'failure') return exitOfError(answer.error);
  return answer.holds ? EXIT.holds : EXIT.refused;
}
