import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** What a module asks of the plugin. */
type Reading = keyof typeof READINGS;

/** How a module comes to its version, and says it. */
const READINGS = {
  nothing: (say: string) => `const version = 'none'; ${say}`,
  accessor: (say: string) => `import { version } from 'virtual:verstamp'; ${say}`,
  static: (say: string) => `import { version } from 'virtual:verstamp/static'; ${say}`,
  whole: (say: string) =>
    `import * as stamp from 'virtual:verstamp'; const version = stamp[globalThis.field ?? 'version']; ${say}`,
  late: (say: string) => `import('virtual:verstamp').then(({ version }) => ${say});`,
} as const;

/** A module; those that it imports have higher numbers. */
interface Module {
  readonly reads: Reading;
  /** Whether it takes something of Node by a default import, for which bundlers have helpers. */
  readonly takesDefault: boolean;
  readonly imports: readonly number[];
  /** Those that it imports once another build stands in the place of its own. */
  readonly lazy: readonly number[];
}

/** A program of several modules, and of one entry or two: the first modules. */
export interface Program {
  readonly entries: number;
  readonly modules: readonly Module[];
}

/** Draws any program. */
export const anyProgram: fc.Arbitrary<Program> = fc
  .record({ entries: fc.integer({ min: 1, max: 2 }), count: fc.integer({ min: 2, max: 7 }) })
  .chain(({ entries, count }) => {
    const numbers = Array.from({ length: count }, (_, number) => number);
    const modules = numbers.map((number) => {
      const later = fc.subarray(numbers.slice(Math.max(number + 1, entries)));
      return fc.record({ reads: anyReading, takesDefault: fc.boolean(), imports: later, lazy: later });
    });
    return fc.record({ entries: fc.constant(entries), modules: fc.tuple(...modules) });
  });

const anyReading: fc.Arbitrary<Reading> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Reading[]>('accessor', 'nothing') },
  { weight: 1, arbitrary: fc.constantFrom<Reading[]>('static', 'whole', 'late') },
);

/** Writes a program, and returns its entries by name. */
export function writeProgram(root: string, { entries, modules }: Program): Readonly<Record<string, string>> {
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'package.json'), '{"name":"shop","version":"1.4.3","type":"module"}');
  for (const [number, module] of modules.entries())
    writeFileSync(join(root, fileOf(number)), writeModule(number, module));
  const names = modules.slice(0, entries).map((_, number) => [`entry${number}`, join(root, fileOf(number))]);
  return Object.fromEntries(names) as Record<string, string>;
}

const fileOf = (number: number): string => `src/module${number}.js`;

function writeModule(number: number, { reads, takesDefault, imports, lazy }: Module): string {
  return [
    ...imports.map((other) => `import './module${other}.js';`),
    takesDefault ? `import fs from 'node:fs'; globalThis.fs = fs;` : '',
    READINGS[reads](`console.log(JSON.stringify({ number: ${number}, version: String(version) }))`),
    ...lazy.map((other) => `globalThis.deployed.then(() => import('./module${other}.js'));`),
    // Bundlers may leave out what has no effect, but not what is exported.
    `export const own = ${number};`,
  ].join('\n');
}

/** Lists the modules that a program runs. */
export function listRun({ entries, modules }: Program): ReadonlySet<number> {
  const run = new Set(modules.slice(0, entries).keys());
  // What is found is looked at as well: the set grows while it is walked.
  for (const number of run) {
    const { imports = [], lazy = [] } = modules[number] ?? {};
    for (const other of [...imports, ...lazy]) run.add(other);
  }
  return run;
}
