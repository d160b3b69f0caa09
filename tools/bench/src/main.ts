import { parseArgs } from 'node:util';
import { keepResult, readKept, writeSection } from './document.ts';
import { anySuite, type AnySuite } from './suite.ts';

/** What can be measured; a suite is loaded when it is run, since some need a lot. */
const SUITES: Readonly<Record<string, () => Promise<AnySuite>>> = {
  verdict: async () => anySuite((await import('./verdict/suite.ts')).verdictSuite),
  server: async () => anySuite((await import('./server/suite.ts')).serverSuite),
  stamping: async () => anySuite((await import('./stamping/suite.ts')).stampingSuite),
  ledger: async () => anySuite((await import('./ledger/suite.ts')).ledgerSuite),
  'ledger-file': async () => anySuite((await import('./ledger/file-suite.ts')).fileLedgerSuite),
  'ledger-git': async () => anySuite((await import('./ledger/git-suite.ts')).gitLedgerSuite),
  verifier: async () => anySuite((await import('./verifier/suite.ts')).verifierSuite),
  existence: async () => anySuite((await import('./guard/existence/suite.ts')).existenceSuite),
  guard: async () => anySuite((await import('./guard/suite.ts')).guardSuite),
  peers: async () => anySuite((await import('./peers/suite.ts')).peersSuite),
  scale: async () => anySuite((await import('./scale/suite.ts')).scaleSuite),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    // Small cases and few rounds, to see that it works; nothing is kept.
    quick: { type: 'boolean', default: false },
    // Measures nothing, and writes pages and charts again from what is kept.
    redraw: { type: 'boolean', default: false },
  },
});
const report = (progress: string): void => void process.stderr.write(`${progress}\n`);

for (const name of positionals.length > 0 ? positionals : Object.keys(SUITES)) {
  const load = SUITES[name];
  if (!load)
    throw new Error(`No suite is called ${JSON.stringify(name)}: ${Object.keys(SUITES).join(', ')}.`);
  const suite = await load();
  if (values.redraw) {
    const kept = readKept(name);
    if (kept) await writeSection(name, suite, kept);
    continue;
  }
  const result = await suite.measure({ isQuick: values.quick, report });
  console.log(`\n${suite.title}\n\n${suite.show(result).text}`);
  if (!values.quick) await writeSection(name, suite, keepResult(name, result));
}
