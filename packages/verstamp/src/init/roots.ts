import type { AnyNode, Program } from 'acorn';
import { listImports } from '../script/imports.ts';
import { walk } from '../script/walk.ts';

/** What a configuration file gives to its bundler. */
export function findExported({ body }: Program): readonly AnyNode[] {
  return body.flatMap((statement): readonly AnyNode[] => {
    if (statement.type === 'ExportDefaultDeclaration') return [statement.declaration];
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
      return [];
    const { left, right } = statement.expression;
    const isExport =
      left.type === 'MemberExpression' &&
      left.object.type === 'Identifier' &&
      left.object.name === 'module' &&
      left.property.type === 'Identifier' &&
      left.property.name === 'exports';
    return isExport ? [right] : [];
  });
}

/** What a script gives to `build` and `context` of esbuild. */
export function findBuildCalls(program: Program): readonly AnyNode[] {
  const names = listImports(program)
    .filter(({ source }) => source === 'esbuild')
    .flatMap(({ names: own }) => Array.from(own));
  const calls: AnyNode[] = [];
  walk(program, (node) => {
    if (node.type !== 'CallExpression') return;
    const { callee } = node;
    const [object, property] =
      callee.type === 'MemberExpression' ? [callee.object, callee.property] : [callee, undefined];
    if (object.type !== 'Identifier') return;
    const origin = names.find(([, local]) => local === object.name)?.[0];
    const called = property?.type === 'Identifier' ? property.name : origin;
    const [argument] = node.arguments;
    if (origin !== undefined && (called === 'build' || called === 'context') && argument)
      calls.push(argument);
  });
  return calls;
}
