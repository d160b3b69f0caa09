import { posix } from 'node:path';
import type { Change } from '../edit/change.ts';
import type { JsonEdit } from '../edit/json.ts';
import { lookUp, parseJson } from '../json.ts';
import type { Bundle } from './bundles.ts';
import type { Note } from './note.ts';
import type { Project } from './project.ts';

const TYPES = '@verstamp/build/virtual';
const DECLARATION = 'src/verstamp.d.ts';

/** The files in which TypeScript's settings for an application stand, as templates have them. */
const SETTINGS = ['tsconfig.app.json', 'tsconfig.json'] as const;

/** The files of a package that may tell TypeScript of our module. */
export const TYPE_FILES: readonly string[] = [
  ...SETTINGS,
  DECLARATION,
  'src/vite-env.d.ts',
  'src/env.d.ts',
  'src/app.d.ts',
];

/** How `virtual:verstamp` is declared to TypeScript. */
export interface TypesPlan {
  readonly edits: readonly JsonEdit[];
  readonly changes: readonly Change[];
  readonly notes: readonly Note[];
}

/**
 * Declares `virtual:verstamp` to TypeScript: in the list of types if there is one, else in a file among the sources,
 * since a new list would hide what is found by itself.
 */
export function planTypes(
  bundles: readonly Bundle[],
  project: Pick<Project, 'texts' | 'sources'>,
): TypesPlan {
  const folders = new Set(bundles.map(({ pkg: { folder } }) => folder));
  const plans = [...folders].map((folder) => planFolder(folder, project));
  return {
    edits: plans.flatMap(({ edits }) => edits),
    changes: plans.flatMap(({ changes }) => changes),
    notes: plans.flatMap(({ notes }) => notes),
  };
}

function planFolder(folder: string, { texts, sources }: Pick<Project, 'texts' | 'sources'>): TypesPlan {
  const at = (name: string): string => posix.join(folder, name);
  const settings = SETTINGS.map(at).filter((file) => texts.has(file));
  const [first] = settings;
  const none: TypesPlan = { edits: [], changes: [], notes: [] };
  const isDeclared = TYPE_FILES.some((name) => texts.get(at(name))?.includes(TYPES) === true);
  if (first === undefined || isDeclared) return none;
  const listed = settings.find((file) =>
    Array.isArray(lookUp(parseJson(texts.get(file) ?? ''), 'compilerOptions', 'types')),
  );
  if (listed !== undefined) {
    return { ...none, edits: [{ file: listed, path: ['compilerOptions', 'types', -1], value: TYPES }] };
  }
  if (sources.includes(folder)) {
    const after = `/// <reference types="${TYPES}" />\n`;
    return { ...none, changes: [{ file: at(DECLARATION), before: undefined, after }] };
  }
  const text = `To declare "virtual:verstamp", add "${TYPES}" to compilerOptions.types.`;
  return { ...none, notes: [{ place: first, text }] };
}
