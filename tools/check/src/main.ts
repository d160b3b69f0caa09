import { spawnSync } from 'node:child_process';
import { addCounts, formatCounts, type Counts } from './counts.ts';
import { runTests } from './tests.ts';

/** What decides whether a change is good, in the order in which a fault is cheapest to find. */
const steps: ReadonlyArray<readonly [title: string, command: readonly string[]]> = [
  ['formatted', ['oxfmt', '--check', '.']],
  ['linted', ['oxlint', '--type-aware', '--deny-warnings']],
  ['built', ['nx', 'run-many', '-t', 'build', '--output-style=static']],
  ['type-checked', ['nx', 'run-many', '-t', 'typecheck', '--output-style=static']],
  ['nothing unused', ['knip']],
];

const results: Counts[] = [];
for (const [title, [command = '', ...args]] of steps) {
  console.log(`\n── ${title}: ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  results.push(status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 });
  if (status !== 0) console.log(`── not ${title}`);
}
console.log('\n── tested: vitest run');
results.push(runTests(process.argv.slice(2)));

const total = addCounts(results);
console.log(`\n${formatCounts(total)}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
