import { fileLedger } from '../src/revision/file.ts';
import { clock } from '../src/revision/clock.ts';

// Issues numbers from one source until it has enough, or is killed, and says each as soon as it has it.
const [kind, path = '', name = '', count = '0'] = process.argv.slice(2);
const source = kind === 'file' ? fileLedger(path) : clock({ root: path });
for (let issued = 0; issued < Number(count); issued++) {
  process.stdout.write(`${await source.next({ name, version: '1.0.0' })}\n`);
}
