import type { Invocation, Tone } from '../command.ts';
import { count } from '../terminal/count.ts';
import { errorPageOf } from '../terminal/error-page.ts';
import { escapeForeign } from '../terminal/escape.ts';
import type { Finding, Severity } from './finding.ts';

const TONES: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'doubt', unknown: 'doubt' };

/** Returns a finding as plain data. */
export function describeFinding({ severity, place, problem, remedy }: Finding): object {
  const { code, message, details } = problem;
  return {
    code,
    severity,
    place,
    message,
    fix: details.fix,
    fixable: remedy !== undefined,
    page: errorPageOf(code),
  };
}

/** Writes findings for people, and a line that counts them. */
export function formatFindings(findings: readonly Finding[], paint: Invocation['paint']): string {
  return [...findings.map((finding) => format(finding, paint)), summarise(findings)].join('\n');
}

function format(
  { severity, place, problem: { code, message }, remedy }: Finding,
  paint: Invocation['paint'],
): string {
  const title = `${paint(TONES[severity], severity)}  ${code}  ${paint('strong', escapeForeign(place))}`;
  const fixable = remedy ? [paint('quiet', '  --fix does it.')] : [];
  return [title, `  ${message}`, paint('quiet', `  ${errorPageOf(code)}`), ...fixable, ''].join('\n');
}

function summarise(findings: readonly Finding[]): string {
  const countOf = (kind: Severity) => findings.filter(({ severity }) => severity === kind).length;
  const [errors, warnings, doubts] = [countOf('error'), countOf('warning'), countOf('unknown')];
  const parts = [
    ...(errors ? [count(errors, 'error')] : []),
    ...(warnings ? [count(warnings, 'warning')] : []),
    ...(doubts ? [`${doubts} not found out`] : []),
  ];
  return parts.length === 0 ? 'Nothing was found.' : `${parts.join(', ')}.`;
}
