import { quote, type VerstampError } from '@verstamp/core';
import { cliUsage } from '@verstamp/core/problems';
import type { Command, Invocation, Outcome, Tone } from '../command.ts';
import { diagnose } from '../doctor/checks.ts';
import { conclude, type Finding, type Severity } from '../doctor/finding.ts';
import { gatherFacts } from '../doctor/gather.ts';
import { findPackages } from '../doctor/gather/packages.ts';
import { makeChanges, planJsonEdits, type Change } from '../edit/change.ts';
import { EXIT, type ExitCode } from '../exit.ts';

const USAGE = 'verstamp doctor [--fix]';

const EXITS: Readonly<Record<ReturnType<typeof conclude>, ExitCode>> = {
  holds: EXIT.holds,
  fails: EXIT.refused,
  unknown: EXIT.unknown,
};

const TONES: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'doubt', unknown: 'doubt' };

/** `verstamp doctor`: finds set-ups that would lie. */
export const command: Command = {
  usage: USAGE,
  details:
    'Looks at the workspace for set-ups that would lie: task caches that replay a revision, stamps that disagree,\n' +
    'stale builds, packages without a receipt. Exits 1 where there are errors, 3 where something could not be found out.',
  options: {
    fix: { type: 'boolean', description: 'sets right what can be set right without a risk' },
  },
  run: doctor,
};

async function doctor({ positionals, values, surroundings, paint, say }: Invocation): Promise<Outcome> {
  if (positionals.length) throw cliUsage({ reason: 'The doctor takes no arguments.', usage: USAGE });
  const workspace = await findPackages(surroundings.cwd);
  let findings = diagnose(await gatherFacts(workspace));
  let fixed: readonly Change[] = [];
  if (values['fix'] === true) {
    fixed = await planJsonEdits(
      workspace.root,
      findings.flatMap(({ remedy = [] }) => remedy),
    );
    await makeChanges(workspace.root, fixed);
    for (const { file } of fixed) say(`changed ${quote(file, 200).slice(1, -1)}`);
    findings = diagnose(await gatherFacts(workspace));
  }
  const conclusion = conclude(findings);
  return {
    exit: EXITS[conclusion],
    document: { conclusion, findings: findings.map(describe), fixed: fixed.map(({ file }) => file) },
    text: [...findings.map((finding) => format(finding, paint)), summarise(findings)].join('\n'),
  };
}

function describe({ severity, place, problem, remedy }: Finding): object {
  const { code, message } = problem;
  return {
    code,
    severity,
    place,
    message,
    fix: fixOf(problem),
    fixable: remedy !== undefined,
    page: pageOf(code),
  };
}

function fixOf({ code, details }: VerstampError): string {
  return 'fix' in details && typeof details.fix === 'string' ? details.fix : `See ${pageOf(code)}.`;
}

function pageOf(code: string): string {
  return `docs/errors/${code}.md`;
}

function format(
  { severity, place, problem: { code, message }, remedy }: Finding,
  paint: Invocation['paint'],
): string {
  const title = `${paint(TONES[severity], severity)}  ${code}  ${paint('strong', quote(place, 200).slice(1, -1))}`;
  return [title, `  ${message}`, ...(remedy ? [paint('quiet', '  --fix does it.')] : []), ''].join('\n');
}

function summarise(findings: readonly Finding[]): string {
  const count = (kind: Severity) => findings.filter(({ severity }) => severity === kind).length;
  if (findings.length === 0) return 'Nothing was found.';
  return `${count('error')} errors, ${count('warning')} warnings, ${count('unknown')} could not be found out.`;
}
