import { accessSync } from 'node:fs';
import { join } from 'node:path';
import { formatCounts } from './counts.ts';
import { runTests } from './tests.ts';
import { root } from './workspace.ts';

// Crash and concurrency tests of ledgers and releases, and sites in browsers, in full size, where `npm test` has a
// small one, and what it leaves out since it takes long.
process.env['VERSTAMP_FULL'] = '1';
const names = [
  'build/e2e/browser.e2e',
  'build/e2e/ledger.e2e',
  'build/e2e/kills.e2e',
  'build/e2e/databases.e2e',
  'build/src/revision/file.test',
  'verstamp/e2e/git-remote.e2e',
  'release/e2e/false-alarms.e2e',
];
const files = names.map((name) => `packages/${name}.ts`);
// Vitest would pass over the name of a file that was moved.
for (const file of files) accessSync(join(root, file));
// One after the other: dozens of processes at once are what is tested, hundreds are not.
const counts = runTests(['--no-file-parallelism', ...files, '.long.e2e.ts', ...process.argv.slice(2)]);
console.log(`\n${formatCounts(counts)}`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
