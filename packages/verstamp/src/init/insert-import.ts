import type { AnyNode, Program } from 'acorn';
import { findLoad } from '../script/imports.ts';
import { walk } from '../script/walk.ts';
import { behindComment, lineBreakOf, type Insertion } from './insertion.ts';

/** Writes the line that loads the plugin, as a file of this kind has it. */
export function formatImport(bundler: string, isCommon = false): string {
  const source = `'@verstamp/build/${bundler}'`;
  return isCommon ? `const verstamp = require(${source});` : `import verstamp from ${source};`;
}

/** What loads the plugin, and where it is used first. */
export interface ImportRequest {
  readonly bundler: string;
  readonly usedAt: number;
}

/** Loads the plugin behind the last import, or before everything but what has to stand first. */
export function insertImport(program: Program, text: string, { bundler, usedAt }: ImportRequest): Insertion {
  const isCommon = isCommonScript(program);
  // A constant that require gives is not there any earlier.
  const last = program.body.findLast(
    (statement) => isImport(statement, isCommon) && !(isCommon && statement.end > usedAt),
  );
  const sample = last ? text.slice(last.start, last.end) : text;
  const plain = formatImport(bundler, isCommon);
  const quoted = /'/.test(sample) || !sample.includes('"') ? plain : plain.replaceAll("'", '"');
  const isBare = last !== undefined && !sample.endsWith(';');
  const line = isBare ? quoted.replace(/;$/, '') : quoted;
  const end = lineBreakOf(text);
  if (last) return { at: behindComment(text, last.end), text: `${end}${line}` };
  const [directive] = program.body;
  if (directive?.type === 'ExpressionStatement' && directive.directive !== undefined) {
    return { at: behindComment(text, directive.end), text: `${end}${line}` };
  }
  const at = /^\uFEFF?(?:#!.*\r?\n)?(?:\/\/.*\r?\n)*/.exec(text)?.[0].length ?? 0;
  return { at, text: `${line}${end}${end}` };
}

function isImport(statement: AnyNode, isCommon: boolean): boolean {
  if (!isCommon) return statement.type === 'ImportDeclaration';
  return (
    statement.type === 'VariableDeclaration' && statement.declarations.some(({ init }) => findLoad(init))
  );
}

/** Tells whether a script loads with `require`: one that exports with `module.exports` does. */
export function isCommonScript({ body }: Program): boolean {
  const isModule = body.some(({ type }) => /^(?:Import|Export)/.test(type));
  let requires = false;
  for (const statement of body) {
    walk(statement, (node) => {
      if (node.type === 'Identifier' && (node.name === 'require' || node.name === 'module')) requires = true;
    });
  }
  return requires && !isModule;
}
