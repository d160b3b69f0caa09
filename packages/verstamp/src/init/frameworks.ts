import type { PackageFacts } from '../repository/facts.ts';
import { dependsOn } from './project.ts';

/** A framework that writes its pages itself. */
export interface Framework {
  readonly name: string;
  /** The package that a project depends on. */
  readonly dependency: string;
  /** Where all pages begin. */
  readonly layout: string;
}

const FRAMEWORKS: readonly Framework[] = [
  { name: 'SvelteKit', dependency: '@sveltejs/kit', layout: '<svelte:head> of src/routes/+layout.svelte' },
  { name: 'React Router', dependency: '@react-router/dev', layout: 'the <head> of app/root.jsx' },
  { name: 'Astro', dependency: 'astro', layout: 'the <head> of your layouts' },
  { name: 'Nuxt', dependency: 'nuxt', layout: 'useHead() of a plugin' },
  {
    name: 'TanStack Start',
    dependency: '@tanstack/react-start',
    layout: 'the head() of src/routes/__root.tsx',
  },
  { name: 'SolidStart', dependency: '@solidjs/start', layout: 'the <head> of src/entry-server.jsx' },
];

/** Detects the framework of a package. */
export function detectFramework(pkg: PackageFacts): Framework | undefined {
  return FRAMEWORKS.find(({ dependency }) => dependsOn(pkg, dependency));
}

/** How the plugin is called: if a framework writes the pages, the bundler does not see which page bears the stamp. */
export function formatCall(framework: Framework | undefined): string {
  return framework ? "verstamp({ carrier: 'page' })" : 'verstamp()';
}

/** The configurations that hold Vite's under a name of theirs. */
const HOLDERS = /(?:^|\/)(?:astro|nuxt)\.config\.\w+$/;

/** The name under which a configuration holds the bundler's own; `undefined` if it is the bundler's own. */
export function findHolder(file: string): string | undefined {
  return HOLDERS.test(file) ? 'vite' : undefined;
}
