import { formatCounts } from './counts.ts';
import { runTests } from './tests.ts';

// Crash and concurrency tests of the ledgers in full size; `npm test` runs the same ones in a small one.
process.env['VERSTAMP_FULL'] = '1';
const names = [
  'e2e/ledger.e2e',
  'e2e/ledger-size.e2e',
  'e2e/kills.e2e',
  'e2e/databases.e2e',
  'src/revision/file.test',
];
const files = names.map((name) => `packages/build/${name}.ts`);
const counts = runTests([...files, ...process.argv.slice(2)]);
console.log(`\n${formatCounts(counts)}`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
