import { flushCompileCache } from 'node:module';
import { openLedger } from '../src/revision/open-ledger.ts';

// Issues, claims and records until it is killed, and says each as soon as it was confirmed.
const [folder = '', address = '', name = ''] = process.argv.slice(2);
const ledger = openLedger({ folder, address, start: undefined });
// Otherwise a process that is killed leaves no compiled code to the next ones.
flushCompileCache();
process.stdout.write('ready\n');
for (;;) {
  const revision = await ledger.next({ name, version: '1.0.0' });
  process.stdout.write(`issued ${revision}\n`);
  const release = { name, version: `1.0.${revision}` };
  const { kind } = await ledger.claim({ releases: [release], owner: 'releaser', durationMs: 600_000 });
  if (kind === 'held') throw new Error(`${release.version} is claimed by nobody else`);
  await ledger.record([{ ...release, digest: `sha256-${revision}`, time: '2026-11-21T02:00:00Z' }]);
  process.stdout.write(`recorded ${revision}\n`);
}
