import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, release, type } from 'node:os';
import { drawChart } from './chart.ts';
import type { AnySuite, Measured, Page } from './suite.ts';

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

/** Keeps a suite's numbers, and puts its section into the document in the place of the one before. */
export async function keepResult(
  name: string,
  { title, page }: AnySuite,
  { result, text, charts }: Measured,
): Promise<void> {
  const circumstances = describeCircumstances();
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(
    new URL(`${name}.json`, RESULTS),
    `${JSON.stringify({ ...circumstances, ...result }, undefined, 2)}\n`,
  );
  const { date, machine, node } = circumstances;
  mkdirSync(new URL('charts/', DOCS), { recursive: true });
  for (const chart of charts)
    writeFileSync(new URL(`charts/${chart.name}.svg`, DOCS), await drawChart(chart));
  const images = charts.map((chart) => `![${chart.title}](charts/${chart.name}.svg)`);
  const lines = [`## ${title}`, `Measured on ${date}: ${machine}, Node ${node}.`, text, ...images];
  writeFileSync(new URL(`${page}.md`, DOCS), replaceSection(readPage(page), name, lines.join('\n\n')));
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
