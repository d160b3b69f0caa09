import type { Block } from './blocks.ts';

/** How a block is carried out. */
export type Kind =
  /** With its whole page, from top to bottom. */
  | 'followed'
  /** The configuration of a bundler: something is built with it. */
  | 'configuration'
  /** A module for pages: loaded in a browser. */
  | 'page'
  /** A module for Node: run there, and audited where it listens. */
  | 'program'
  /** Markup: stands in a page. */
  | 'markup'
  /** A settings file: read by what it is for. */
  | 'settings'
  /** Commands: run, or at least parsed by the program itself. */
  | 'commands'
  /** The jobs of a CI: their commands are parsed as those are. */
  | 'pipeline'
  /** A program in Python: run, and audited where it listens. */
  | 'python'
  /** What stands within the `server` of nginx: serves a stamped site, which the doctor looks at. */
  | 'web server'
  /** HTTP: compared with what a real server answers. */
  | 'exchange'
  /** What a framework's users write, `framework="NAME"`: `tools/frameworks` builds with it. */
  | 'framework'
  /** What a page tells to take out, `before="NAME"`: parsed, since what it is for is not installed. */
  | 'before'
  /** A Svelte component: compiled. */
  | 'component'
  /** A declaration in the reference, which is written from the sources and held to them. */
  | 'declaration'
  /** Not at all, for the reason that the page gives: `not-run="REASON"`. */
  | 'left';

/** Pages that a test follows from top to bottom. */
export const FOLLOWED: readonly string[] = ['docs/getting-started.md', 'docs/releasing.md'];

const LANGUAGES: Readonly<Record<string, Kind>> = {
  html: 'markup',
  http: 'exchange',
  json: 'settings',
  nginx: 'web server',
  python: 'python',
  sh: 'commands',
  svelte: 'component',
  yaml: 'pipeline',
};

/** Tells how a block is carried out; `undefined` where nobody knows, which is a fault of the page. */
export function kindOf({ page, language, attributes, text }: Block): Kind | undefined {
  if (FOLLOWED.includes(page)) return 'followed';
  if (page.startsWith('docs/api/') && attributes['example'] === undefined) return 'declaration';
  if (attributes['not-run'] !== undefined) return 'left';
  if (attributes['framework'] !== undefined) return 'framework';
  if (attributes['before'] !== undefined) return 'before';
  if (!/^[jt]sx?$/.test(language)) return LANGUAGES[language];
  if (/^\/\/ \S+\.config\.\w+\n/.test(text)) return 'configuration';
  return isForPages(text) ? 'page' : 'program';
}

/** Tells whether a module is for pages. */
export function isForPages(text: string): boolean {
  return !/'@verstamp\/server/.test(text) && /'(@verstamp\/client|virtual:verstamp)|\bverifier\b/.test(text);
}
