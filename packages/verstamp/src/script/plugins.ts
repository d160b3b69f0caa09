import type { AnyNode, Program } from 'acorn';
import { listImports } from './imports.ts';
import { walk } from './walk.ts';

const OURS = /^@verstamp\/build\/(vite|rollup|rolldown|esbuild|webpack|rspack)$/;

/** Plugins of esbuild that leave imports outside of the bundle, ours too where they are asked first. */
export const OUTSIDE_PLUGIN: RegExp = /external/i;

/** What a script does with build plugins. */
export interface PluginUse {
  /** Which of our plugins it loads and uses, as in `vite`. */
  readonly loaded: readonly string[];
  /** Lists of plugins that hold one of ours, by where each comes from, or by its name. */
  readonly lists: ReadonlyArray<{
    readonly ours: string;
    readonly before: readonly string[];
    readonly behind: readonly string[];
  }>;
}

/** Finds which of our plugins a script uses, and what stands beside them. */
export function findPlugins(program: Program): PluginUse {
  const sources = new Map(
    listImports(program).flatMap(({ source, names }) =>
      [...names.values()].map((name) => [name, source] as const),
    ),
  );
  const used = new Set<string>();
  const lists: Array<PluginUse['lists'][number]> = [];
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') continue;
    walk(statement, (node) => {
      if (node.type === 'CallExpression') used.add(originOf(node, sources));
      const list =
        node.type === 'ArrayExpression' ? node.elements.map((entry) => originOf(entry, sources)) : [];
      const at = list.findIndex((origin) => OURS.test(origin));
      const ours = OURS.exec(list[at] ?? '')?.[1];
      if (ours !== undefined) lists.push({ ours, before: list.slice(0, at), behind: list.slice(at + 1) });
    });
  }
  return { loaded: [...used].flatMap((origin) => OURS.exec(origin)?.[1] ?? []), lists };
}

/** Where the plugin comes from that an expression makes; its own name where it is made here; `''` for anything else. */
function originOf(node: AnyNode | null, sources: ReadonlyMap<string, string>): string {
  if (node?.type === 'CallExpression') return originOf(node.callee, sources);
  if (node?.type === 'NewExpression') return originOf(node.callee, sources);
  if (node?.type === 'MemberExpression') return originOf(node.object, sources);
  return node?.type === 'Identifier' ? (sources.get(node.name) ?? node.name) : '';
}
