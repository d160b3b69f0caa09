import type { Case } from './case.ts';
import { ASTRO } from './cases/astro.ts';
import { TEMPLATES } from './cases/create-vite.ts';
import { NUXT } from './cases/nuxt.ts';
import { REACT_ROUTER } from './cases/react-router.ts';
import { START } from './cases/start.ts';
import { SVELTEKIT } from './cases/sveltekit.ts';
import { PLAIN } from './cases/vite.ts';

/** Every framework that is built. */
export const CASES: readonly Case[] = [
  ...TEMPLATES,
  ...PLAIN,
  ...SVELTEKIT,
  ...REACT_ROUTER,
  ...ASTRO,
  ...NUXT,
  ...START,
];
