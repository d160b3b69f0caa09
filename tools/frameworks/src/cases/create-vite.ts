import type { Case } from '../case.ts';
import { SITE, STATIC } from './parts.ts';

/** The compilers of languages of their own. */
const CHECKERS: Readonly<Record<string, Case['typecheck']>> = {
  vue: ['vue-tsc', '-b'],
  svelte: ['svelte-check', '--tsconfig', './tsconfig.app.json'],
};

const NAMES = ['vanilla', 'react', 'vue', 'svelte', 'preact', 'solid', 'lit', 'qwik'];

/** The templates of create-vite, each with and without TypeScript. */
export const TEMPLATES: readonly Case[] = NAMES.flatMap((title) => {
  const one: Case = { title, recipe: 'create-vite', from: 'create-vite', ...STATIC, changes: SITE };
  // Qwik's manifest holds the sizes of the page and of version.json, so lengths have to agree.
  const plain: Case = title === 'qwik' ? { ...one, revisions: [10, 11] } : one;
  return [plain, { ...plain, title: `${title}-ts`, typecheck: CHECKERS[title] ?? ['typescript', '-b'] }];
});
