import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { setImmediate as turn } from 'node:timers/promises';

// Loads each of the modules named, one after another, and writes what they threw into the file named first: a process
// for each would spend its time with starting.
const [report = '', ...files] = process.argv.slice(2);
const thrown: Record<string, string> = {};
let running = '';
const note = (error: unknown): void => {
  thrown[running] ??= (error instanceof Error && error.stack) || String(error);
};

process.on('uncaughtException', note);
for (const file of files) {
  running = file;
  try {
    await import(pathToFileURL(file).href);
    await turn();
  } catch (error) {
    note(error);
  }
}
writeFileSync(report, JSON.stringify(thrown));
// Some leave a timer or a socket behind.
process.exit();
