import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, release, type } from 'node:os';
import { drawChart } from './chart.ts';
import type { AnySuite, Page } from './suite.ts';

const RESULTS = new URL('../results/', import.meta.url);
const DOCS = new URL('../../../docs/', import.meta.url);

const INTRODUCTION = `# Benchmarks

Written by \`pnpm run bench\`, which measures us and others in one run, on one machine. Times depend on the machine; the
ratios hardly do.
`;

/** On what and when a suite was run. */
export interface Circumstances {
  readonly date: string;
  readonly machine: string;
  readonly node: string;
}

/** Says on what and when this is run. */
export function describeCircumstances(): Circumstances {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? arch()}, ${type()} ${release().split('-')[0]}`;
  return { date: new Date().toISOString().slice(0, 10), machine, node: process.version };
}

/** What is kept of a suite's run. */
export type Kept = Circumstances & object;

/** Keeps a suite's numbers. */
export function keepResult(name: string, result: object): Kept {
  const kept = { ...describeCircumstances(), ...result };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(new URL(`${name}.json`, RESULTS), `${JSON.stringify(kept, undefined, 2)}\n`);
  return kept;
}

/** Reads the numbers of a suite's last run; `undefined` where it was never run. */
export function readKept(name: string): Kept | undefined {
  const file = new URL(`${name}.json`, RESULTS);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : undefined;
}

/** Puts a suite's section into its page in the place of the one before, and draws its charts. */
export async function writeSection(name: string, suite: AnySuite, kept: Kept): Promise<void> {
  const { text, charts } = suite.show(kept);
  const { date, machine, node } = kept;
  mkdirSync(new URL('charts/', DOCS), { recursive: true });
  for (const chart of charts)
    writeFileSync(new URL(`charts/${chart.name}.svg`, DOCS), await drawChart(chart));
  const images = charts.map((chart) => `![${chart.title}](charts/${chart.name}.svg)`);
  const lines = [`## ${suite.title}`, `Measured on ${date}: ${machine}, Node ${node}.`, text, ...images];
  const page = replaceSection(readPage(suite.page), name, lines.join('\n\n'));
  writeFileSync(new URL(`${suite.page}.md`, DOCS), page);
}

/** Replaces what stands between a section's marks, or adds the section at the end. */
export function replaceSection(document: string, name: string, text: string): string {
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const section = `${open}\n\n${text}\n\n${close}`;
  const [start, end] = [document.indexOf(open), document.indexOf(close)];
  if (start === -1 || end === -1) return `${document.trimEnd()}\n\n${section}\n`;
  return document.slice(0, start) + section + document.slice(end + close.length);
}

function readPage(page: Page): string {
  try {
    return readFileSync(new URL(`${page}.md`, DOCS), 'utf8');
  } catch {
    return INTRODUCTION;
  }
}
