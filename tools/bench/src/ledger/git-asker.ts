import { once } from 'node:events';
import { gitLedger } from '../../../../packages/build/src/revision/index.ts';

// Started once for each asker: says that it is ready, waits for a line, and tells each number and how long it took.
const [root = '', count = '1'] = process.argv.slice(2);
const ledger = gitLedger('origin', { root });
process.stdout.write('ready\n');
await once(process.stdin, 'data');
for (let asked = 0; asked < Number(count); asked++) {
  const start = performance.now();
  const number = await ledger.next({ name: 'shop', version: '1.4.3' });
  process.stdout.write(`${number} ${performance.now() - start}\n`);
}
process.stdin.destroy();
