import type { AnyNode, Program } from 'acorn';
import { findLoad, listImports, readSource } from './imports.ts';
import { walk } from './walk.ts';

const OURS = /^@verstamp\/build\/(vite|rollup|rolldown|esbuild|webpack|rspack)$/;

/** Plugins of esbuild that leave imports outside of the bundle, ours too if they are asked first. */
export const OUTSIDE_PLUGIN: RegExp = /external/i;

/** A list of plugins that holds one of ours. */
export interface PluginList {
  /** Which of ours, as in `vite`. */
  readonly ours: string;
  /** How often it holds it. */
  readonly count: number;
  /** What stands on either side, by where each comes from, or by its name. */
  readonly before: readonly string[];
  readonly behind: readonly string[];
}

/** What a script does with build plugins. */
export interface PluginUse {
  /** Which of our plugins it loads and uses, as in `vite`. */
  readonly loaded: readonly string[];
  readonly lists: readonly PluginList[];
  /** Revisions that it gives to our plugins as plain numbers. */
  readonly revisions: readonly number[];
}

/** Finds which of our plugins a script uses, and what stands beside them. */
export function findPlugins(program: Program): PluginUse {
  const imports = listImports(program);
  const sources = new Map(
    imports.flatMap(({ source, names }) => [...names.values()].map((name) => [name, source] as const)),
  );
  // One that has no name here is used at once, or passed on to what uses it.
  const unnamed = imports.filter(({ source, names }) => OURS.test(source) && names.size === 0);
  const used = new Set(unnamed.map(({ source }) => source));
  const lists: PluginList[] = [];
  const revisions: number[] = [];
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') continue;
    walk(statement, (node) => {
      // What is only loaded is not called yet.
      const origin = node.type === 'CallExpression' && !findLoad(node) ? originOf(node, sources) : '';
      if (node.type === 'CallExpression' && OURS.test(origin)) {
        used.add(origin);
        revisions.push(...readRevision(node.arguments[0]));
      }
      if (node.type === 'ArrayExpression')
        lists.push(...readList(node.elements.map((entry) => originOf(entry, sources))));
    });
  }
  return { loaded: [...used].flatMap((origin) => OURS.exec(origin)?.[1] ?? []), lists, revisions };
}

function readList(origins: readonly string[]): readonly PluginList[] {
  const at = origins.findIndex((origin) => OURS.test(origin));
  const ours = OURS.exec(origins[at] ?? '')?.[1];
  if (ours === undefined) return [];
  const count = origins.filter((origin) => OURS.test(origin)).length;
  return [{ ours, count, before: origins.slice(0, at), behind: origins.slice(at + 1) }];
}

function readRevision(options: AnyNode | undefined): readonly number[] {
  if (options?.type !== 'ObjectExpression') return [];
  return options.properties.flatMap((property) =>
    property.type === 'Property' &&
    property.key.type === 'Identifier' &&
    property.key.name === 'revision' &&
    property.value.type === 'Literal' &&
    typeof property.value.value === 'number'
      ? [property.value.value]
      : [],
  );
}

/** Where the plugin comes from that an expression makes; its own name where it is made here; `''` for anything else. */
function originOf(node: AnyNode | null, sources: ReadonlyMap<string, string>): string {
  const load = findLoad(node);
  if (load) return readSource(load) ?? '';
  if (node?.type === 'CallExpression') return originOf(node.callee, sources);
  if (node?.type === 'NewExpression') return originOf(node.callee, sources);
  if (node?.type === 'MemberExpression') return originOf(node.object, sources);
  return node?.type === 'Identifier' ? (sources.get(node.name) ?? node.name) : '';
}
