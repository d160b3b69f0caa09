import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { formatLiteral, LITERALS } from '../app/app.ts';
import { listFiles } from './files.ts';

/** How many of the app's strings were found in the output, and how many lead back to where they were written. */
export interface Tracing {
  readonly found: number;
  readonly right: number;
}

const LITERAL = /literal-(\d{5})-(\d)/g;

/** Looks up each string of the app in the built files, and traces it back through their source maps. */
export function traceLiterals(folder: string): Tracing {
  let [found, right] = [0, 0];
  for (const path of listFiles(folder).filter((file) => /\.[cm]?js$/.test(file))) {
    const code = readFileSync(join(folder, path), 'utf8');
    const literals = [...locate(code)];
    if (literals.length === 0) continue;
    const map = new TraceMap(readFileSync(join(folder, `${path}.map`), 'utf8'));
    found += literals.length;
    right += literals.filter((literal) => isRight(map, literal)).length;
  }
  return { found, right };
}

interface Literal {
  readonly module: number;
  readonly index: number;
  /** From 1. */
  readonly line: number;
  /** From 0, of the quotation mark. */
  readonly column: number;
}

function* locate(code: string): Generator<Literal> {
  for (const [number, text] of code.split('\n').entries()) {
    for (const match of text.matchAll(LITERAL)) {
      const [, module, index] = match.map(Number);
      yield { module: module ?? 0, index: index ?? 0, line: number + 1, column: match.index - 1 };
    }
  }
}

function isRight(map: TraceMap, { module, index, line, column }: Literal): boolean {
  const { source, line: sourceLine } = originalPositionFor(map, { line, column });
  if (source === null || sourceLine === null || !source.endsWith(`/m${module}.js`)) return false;
  const content = map.sourcesContent?.[map.resolvedSources.indexOf(source)] ?? '';
  return content.split('\n')[sourceLine - 1]?.includes(formatLiteral(module, index)) === true;
}

/** How many strings an app of so many modules holds. */
export function countLiterals(modules: number): number {
  return modules * LITERALS;
}
