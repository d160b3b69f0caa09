import { formatCounts } from './counts.ts';
import { listFullSize } from './full-size.ts';
import { runTests } from './tests.ts';

// What has a full size, such as crashes, where `npm test` has a small one, and what it leaves out since it takes long.
process.env['VERSTAMP_FULL'] = '1';
// One after the other: dozens of processes at once are what is tested, hundreds are not.
const counts = runTests([
  '--no-file-parallelism',
  ...listFullSize(),
  '.long.e2e.ts',
  ...process.argv.slice(2),
]);
console.log(`\n${formatCounts(counts)}`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
