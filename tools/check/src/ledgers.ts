import { formatCounts } from './counts.ts';
import { runTests } from './tests.ts';

// Crash and concurrency tests of the ledgers in full size; `npm test` runs the same ones in a small one.
process.env['VERSTAMP_FULL'] = '1';
const files = ['ledger', 'kills', 'databases'].map((name) => `packages/build/e2e/${name}.e2e.ts`);
const counts = runTests([...files, ...process.argv.slice(2)]);
console.log(`\n${formatCounts(counts)}`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
