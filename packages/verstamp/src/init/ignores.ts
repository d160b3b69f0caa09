import type { Change } from '../edit/change.ts';
import type { Project } from './project.ts';

const LINE = '.verstamp/';

/** Keeps records of builds out of commits, if git would take an output in. */
export function planIgnores({ unignored, texts }: Pick<Project, 'unignored' | 'texts'>): readonly Change[] {
  const file = '.gitignore';
  const before = texts.get(file);
  const isThere =
    before?.split(/\r?\n/).some((line) => /^\/?(?:\*\*\/)?\.verstamp\/?$/.test(line.trim())) ?? false;
  if (unignored.length === 0 || isThere) return [];
  const end = before?.includes('\r\n') === true ? '\r\n' : '\n';
  const start = before === undefined || before === '' ? '' : before.replace(/\r?\n?$/, end);
  return [{ file, before, after: `${start}${LINE}${end}` }];
}
