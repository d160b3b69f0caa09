import { readFileSync } from 'node:fs';
import { parseSync } from 'rolldown/utils';
import { readDoc, type Doc } from './doc.ts';

/** A statement of a module. */
export type Statement = ReturnType<typeof parseSync>['program']['body'][number];

/** A module as it was read. */
export interface Module {
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly docs: ReadonlyArray<{ readonly end: number; readonly value: string }>;
}

const modules = new Map<string, Module>();

/**
 * Reads a module, each once.
 *
 * @throws Error if it cannot be parsed.
 */
export function readModule(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const text = readFileSync(file, 'utf8');
  const { program, comments, errors } = parseSync(file, text, { lang: 'ts' });
  if (errors.length) throw new Error(`${file} cannot be parsed`);
  const docs = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
  const module = { text, statements: program.body, docs };
  modules.set(file, module);
  return module;
}

/** Reads the docstring that ends where something begins. */
export function docBefore({ docs, text }: Module, position: number): Doc {
  const comment = docs.findLast(({ end }) => end <= position && text.slice(end, position).trim() === '');
  return readDoc(comment?.value.slice(1) ?? '');
}
