import type { AnyNode, ObjectExpression, Program } from 'acorn';
import { walk } from '../script/walk.ts';
import { resolveNode } from './resolve-node.ts';

/** Which property is looked for, and in which script. */
export interface PropertyQuestion {
  readonly name: string;
  readonly program: Program;
}

/**
 * Finds what an object has under a name; `undefined` if that cannot be told, since what is spread into the object, or
 * assigned later, may bring another.
 */
export function findProperty(
  { properties }: ObjectExpression,
  question: PropertyQuestion,
): { readonly value: AnyNode | undefined } | undefined {
  const index = properties.findLastIndex((entry) => isNamed(entry, question.name));
  const found = properties[index];
  // What is spread in before it is replaced by it.
  const isReplaced = properties
    .slice(index + 1)
    .some((entry) => entry.type === 'SpreadElement' && mayBring(entry.argument, question));
  if (isReplaced || isAssigned(question)) return undefined;
  return { value: found?.type === 'Property' ? found.value : undefined };
}

/** Tells whether what is spread may have a property of the name. */
function mayBring(node: AnyNode, question: PropertyQuestion): boolean {
  switch (node.type) {
    case 'ParenthesizedExpression':
      return mayBring(node.expression, question);
    case 'ConditionalExpression':
      return mayBring(node.consequent, question) || mayBring(node.alternate, question);
    case 'LogicalExpression':
      return node.operator !== '&&' || mayBring(node.right, question);
    default: {
      const resolved = resolveNode(node, question.program);
      return (
        resolved?.type !== 'ObjectExpression' ||
        resolved.properties.some((entry) =>
          entry.type === 'Property' ? isNamed(entry, question.name) : mayBring(entry.argument, question),
        )
      );
    }
  }
}

/** Tells whether the property is set to something that what it was has no part in. */
function isAssigned({ name, program }: PropertyQuestion): boolean {
  let assigned = false;
  walk(program, (node) => {
    if (node.type !== 'AssignmentExpression' || node.operator !== '=') return;
    if (isMember(node.left, name) && !mentions(node.right, name)) assigned = true;
  });
  return assigned;
}

function mentions(expression: AnyNode, name: string): boolean {
  let mentioned = false;
  walk(expression, (node) => {
    if (isMember(node, name)) mentioned = true;
  });
  return mentioned;
}

function isMember(node: AnyNode, name: string): boolean {
  return (
    node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === name
  );
}

function isNamed(entry: ObjectExpression['properties'][number], name: string): boolean {
  if (entry.type !== 'Property' || entry.computed) return false;
  const { key } = entry;
  return key.type === 'Identifier' ? key.name === name : key.type === 'Literal' && key.value === name;
}
