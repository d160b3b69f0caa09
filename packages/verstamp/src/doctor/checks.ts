import { checkNx } from './checks/nx.ts';
import { checkLedger } from './checks/ledger.ts';
import { checkOutputs } from './checks/outputs.ts';
import { checkPlugins } from './checks/plugins.ts';
import { checkReceipts } from './checks/receipts.ts';
import { checkRevisions } from './checks/revisions.ts';
import { checkSite } from './checks/site.ts';
import { checkTurbo } from './checks/turbo.ts';
import type { Facts } from './facts.ts';
import { addFix, type Finding, type Severity } from './finding.ts';

/** Every check: what it finds follows from the facts alone. */
const CHECKS: ReadonlyArray<(facts: Facts) => readonly Finding[]> = [
  checkNx,
  checkTurbo,
  checkOutputs,
  checkPlugins,
  checkRevisions,
  checkLedger,
  checkReceipts,
  checkSite,
];

const ORDER: readonly Severity[] = ['error', 'unknown', 'warning'];

/** Runs every check, and lists the worst first. */
export function diagnose(facts: Facts): readonly Finding[] {
  const doubts = facts.doubts.map(({ place, problem }): Finding => ({
    severity: 'unknown',
    place,
    problem: addFix(problem),
  }));
  return [...CHECKS.flatMap((check) => check(facts)), ...doubts].toSorted(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity),
  );
}
