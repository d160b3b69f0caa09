import { ledgerLocal, ledgerSwept, outcomeOf } from '@verstamp/core/problems';
import { isStamping } from '../../repository/tasks.ts';
import type { Facts, LedgerFacts } from '../facts.ts';
import { addFix, type Finding } from '../finding.ts';

/** A job that only lints asks no ledger. */
const BUILDS = /build|deploy|release|publish|verstamp/i;

const RELEASES = /\bVERSTAMP_RELEASE\b|\bverstamp next\b/;

/** Finds ledgers that forget, and builds on many machines that have none in common. */
export function checkLedger(facts: Facts): readonly Finding[] {
  return [
    ...facts.ledgers.flatMap((ledger) => judgeAnswer(ledger)),
    ...facts.ledgers.flatMap((ledger) => findSwept(ledger, facts)),
    ...findLocal(facts),
  ];
}

/** Faults that were found out for sure, although what such a ledger holds is unknown. */
const FAULTS: ReadonlySet<string> = new Set(['LEDGER_DAMAGED', 'LEDGER_UNSAFE']);

function judgeAnswer({ place, problem }: LedgerFacts): readonly Finding[] {
  if (!problem) return [];
  const isFault = FAULTS.has(problem.code) || outcomeOf(problem) !== 'unknown';
  return [{ severity: isFault ? 'error' : 'unknown', place, problem: addFix(problem) }];
}

/** Folders that builds or installations empty, beside those that a build of ours wrote. */
const SWEPT = /^(?:dist|build|out|\.output|\.next|node_modules)\//;

function findSwept({ place, address }: LedgerFacts, { outputs }: Facts): readonly Finding[] {
  const path = /^file:(?!\/)(?:\.\/)*(.+)$/.exec(address ?? '')?.[1];
  if (path === undefined || address === undefined) return [];
  const isSwept =
    SWEPT.test(path) || outputs.some(({ folder }) => folder !== '' && path.startsWith(`${folder}/`));
  if (!isSwept) return [];
  return [{ severity: 'error', place, problem: ledgerSwept({ file: place, ledger: address }) }];
}

function findLocal({ ledgers, packages, pipelines }: Facts): readonly Finding[] {
  // Where the ledger comes from the job's environment, nothing here names it.
  const blind = pipelines.filter(({ text }) => BUILDS.test(text) && !text.includes('VERSTAMP_LEDGER'));
  const local = ledgers.find(({ address }) => /^file:(?!\/)/.test(address ?? ''));
  const [first] = blind;
  if (local && first) {
    const problem = ledgerLocal({ file: local.place, ledger: local.address, pipeline: first.file });
    return [{ severity: 'error', place: local.place, problem }];
  }
  const asking = blind.find(({ text }) => RELEASES.test(text));
  if (ledgers.length > 0 || !asking || !packages.some(isStamping)) return [];
  const problem = ledgerLocal({ file: 'verstamp.json', ledger: undefined, pipeline: asking.file });
  return [{ severity: 'warning', place: asking.file, problem }];
}
