import type { Case } from '../case.ts';

/** Builds with Vite alone. */
export const VITE = ['vite', 'build'] as const;

/** A site of files, without a server. */
export const STATIC = { build: VITE, outputs: ['dist'] } as const;

/** What every output changes, whoever writes its pages. */
export function stamped(output: string): readonly string[] {
  return [`${output}/.verstamp/stamp.json`, `${output}/version.json`];
}

/** What every static site changes: its page, its version document, and where the stamps stand. */
export const SITE: readonly string[] = [...stamped('dist'), 'dist/index.html'];

/** Returns a case whose project's files stand here. */
export function files(title: string, recipe = title): Pick<Case, 'title' | 'recipe' | 'from'> {
  return { title, recipe, from: 'files' };
}
