import type { AuditReport, AuditResult } from '@verstamp/server/audits';
import type { Invocation } from '../command.ts';
import { toneOf } from '../conclusion.ts';
import { formatColumns } from '../terminal/columns.ts';
import { escapeForeign } from '../terminal/escape.ts';

/** Formats a report for people. */
export function formatAudit(report: AuditReport, paint: Invocation['paint']): string {
  const { url, name, server, rule, results } = report;
  const title = paint('strong', name === undefined ? server : `${escapeForeign(name)} ${server}`);
  const rows = results
    .filter(({ outcome }) => outcome !== 'holds')
    .map(({ outcome, level, id, title: what, reason }) => [
      paint(outcome === 'skipped' ? 'quiet' : toneOf(outcome), outcome),
      level,
      id,
      outcome === 'skipped' ? paint('quiet', reason) : `A server ${what}. ${reason}`,
    ]);
  return [
    `${title} at ${escapeForeign(url)}, held to the rule ${rule}`,
    ...formatColumns(rows),
    summarise(report, paint),
    ...(isUngated(results) ? [UNGATED] : []),
  ].join('\n');
}

const UNGATED =
  'Is this an address that the gate is in front of? If it is that of a page, name a resource of the API instead.';

/** All that a gate does there fails at once: most likely the wrong address was typed. */
function isUngated(results: readonly AuditResult[]): boolean {
  const failed = new Set(results.filter(({ outcome }) => outcome === 'fails').map(({ id }) => id));
  return ['pass-compatible', 'refuse', 'pass-vary'].every((id) => failed.has(id));
}

function summarise({ outcome, results }: AuditReport, paint: Invocation['paint']): string {
  const count = (kind: AuditResult['outcome']) => results.filter((result) => result.outcome === kind).length;
  const conclusions = {
    holds: 'The server conforms',
    fails: 'The server does not conform',
    unknown: 'Not known whether the server conforms',
  };
  const counts = `${count('holds')} hold, ${count('fails')} fail, ${count('unknown')} unknown, ${count('skipped')} skipped`;
  return `${paint(toneOf(outcome), conclusions[outcome])}: ${counts}.`;
}
