import { lookUp, parseJson, type JsonEdit } from '../edit/json.ts';
import type { Bundle } from './bundles.ts';
import type { Note } from './plan.ts';
import type { Project } from './project.ts';

const TYPES = '@verstamp/build/virtual';

/** The files in which TypeScript's settings for an application stand, as templates have them. */
export const TYPE_FILES: readonly string[] = ['tsconfig.app.json', 'tsconfig.json'];

/** Declares `virtual:verstamp` to TypeScript: in the list of types where there is one, since a new list would hide others. */
export function planTypes(
  bundles: readonly Bundle[],
  texts: Project['texts'],
): { readonly edits: readonly JsonEdit[]; readonly notes: readonly Note[] } {
  const folders = new Set(bundles.map(({ pkg: { folder } }) => folder));
  const plans = [...folders].map((folder) => planFolder(folder, texts));
  return { edits: plans.flatMap(({ edits }) => edits), notes: plans.flatMap(({ notes }) => notes) };
}

function planFolder(folder: string, texts: Project['texts']): ReturnType<typeof planTypes> {
  const files = TYPE_FILES.map((name) => (folder === '' ? name : `${folder}/${name}`));
  const found = files.flatMap((file) => {
    const text = texts.get(file);
    return text === undefined ? [] : [{ file, types: lookUp(parseJson(text), 'compilerOptions', 'types') }];
  });
  const lists = found.filter(({ types }) => Array.isArray(types));
  const [first] = found;
  const [list] = lists;
  if (!first || lists.some(({ types }) => (types as readonly unknown[]).includes(TYPES)))
    return { edits: [], notes: [] };
  if (list)
    return { edits: [{ file: list.file, path: ['compilerOptions', 'types', -1], value: TYPES }], notes: [] };
  const text = `To declare "virtual:verstamp", add "${TYPES}" to compilerOptions.types.`;
  return { edits: [], notes: [{ place: first.file, text }] };
}
