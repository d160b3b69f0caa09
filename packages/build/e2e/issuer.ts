import { clock } from '../src/revision/clock.ts';
import { openLedger } from '../src/revision/open-ledger.ts';

// Issues numbers from one source until it has enough, or is killed, and says each as soon as it has it.
const [folder = '', address = '', name = '', count = '0'] = process.argv.slice(2);
const source =
  address === 'clock' ? clock({ root: folder }) : openLedger({ folder, address, start: undefined });
for (let issued = 0; issued < Number(count); issued++) {
  process.stdout.write(`${await source.next({ name, version: '1.0.0' })}\n`);
}
