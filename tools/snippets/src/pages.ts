import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBlocks, type Block } from './blocks.ts';
import { kindOf, type Kind } from './kind.ts';
import { root } from './folders.ts';

const PAGES = [
  '*.md',
  'packages/*/README.md',
  'packages/*/conformance/*.md',
  'tools/*/README.md',
  'docs/**/*.md',
];

/** Lists the pages of the documentation, relative to the root of the repository. */
export function listPages(): readonly string[] {
  return globSync(PAGES, { cwd: root, exclude: ['**/node_modules/**'] }).toSorted();
}

/** Reads every fenced block of the documentation. */
export function readAllBlocks(): readonly Block[] {
  return listPages().flatMap((page) => readBlocks(page, readFileSync(join(root, page), 'utf8')));
}

/** Reads the blocks of one kind. */
export function readKind(kind: Kind): readonly Block[] {
  return readAllBlocks().filter((block) => kindOf(block) === kind);
}

/** Names a block after its page and line, for tests and files. */
export function nameOf({ page, line }: Block): string {
  return `${page}:${line}`;
}
