import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readBlocks } from '../../snippets/src/blocks.ts';

/** What the documentation says a framework's users have to write: files by path, or the lines that belong into them. */
export type Recipe = ReadonlyMap<string, string>;

const PAGE = 'docs/frameworks.md';
const NAMED = /^(?:---\n)?(?:\/\/|<!--) (\S+)(?: -->)?\n/;

/** Reads the recipes of the documentation, by framework. */
export function readRecipes(): ReadonlyMap<string, Recipe> {
  return parseRecipes(readFileSync(join(import.meta.dirname, '../../..', PAGE), 'utf8'));
}

/** Reads a page's recipes: the blocks that name a framework. Their first line names the file. */
export function parseRecipes(markdown: string): ReadonlyMap<string, Recipe> {
  const recipes = new Map<string, Map<string, string>>();
  for (const { attributes, text, line } of readBlocks(PAGE, markdown)) {
    const { framework } = attributes;
    if (framework === undefined) continue;
    const path = NAMED.exec(text)?.[1];
    if (path === undefined) throw new Error(`${PAGE}:${line} does not begin with the name of a file`);
    const recipe = recipes.get(framework) ?? new Map<string, string>();
    recipes.set(framework, recipe.set(path, text));
  }
  return recipes;
}

/** Gives the recipe of a framework. */
export function findRecipe(recipes: ReadonlyMap<string, Recipe>, framework: string): Recipe {
  const recipe = recipes.get(framework);
  if (!recipe) throw new Error(`${PAGE} has no recipe for ${framework}`);
  return recipe;
}

/**
 * Writes the files of a recipe that a project lacks. One that it has, it has with the recipe's lines, apart from the
 * name at the top.
 */
export function applyRecipe(project: string, recipe: Recipe): void {
  for (const [path, text] of recipe) {
    const file = join(project, path);
    if (existsSync(file)) {
      const missing = missingLine(readFileSync(file, 'utf8'), text.replace(NAMED, ''));
      if (missing !== undefined) throw new Error(`${file} lacks a line of ${PAGE}: ${missing}`);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Gives the first line of a recipe that a file does not hold, or not behind the ones before it. */
export function missingLine(file: string, recipe: string): string | undefined {
  const lines = file.split('\n').map((line) => line.trim());
  let from = 0;
  for (const line of recipe.split('\n').map((one) => one.trim())) {
    const at = lines.indexOf(line, from);
    if (line && at < 0) return line;
    if (line) from = at + 1;
  }
  return undefined;
}

/** Adds the plugin of a recipe to a configuration that a scaffolder has made: the import, and the entry on one side. */
export function mergeConfig(config: string, recipe: string, side: 'before' | 'behind'): string {
  const [line] = /^import verstamp .+\n/m.exec(recipe) ?? [];
  const [, entry] = /plugins: \[(.+)\]/.exec(recipe) ?? [];
  if (line === undefined || entry === undefined) throw new Error('the recipe adds no plugin');
  const [found, plugins = ''] = /plugins: \[(.*[^\s,]),?\s*\](?=,?\s*\})/s.exec(config) ?? [];
  if (found === undefined) throw new Error(`no plugins are in:\n${config}`);
  const merged = side === 'before' ? [entry, plugins] : [plugins, entry];
  return line + config.replace(found, `plugins: [${merged.join(', ')}]`);
}
