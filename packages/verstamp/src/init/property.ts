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
function mayBring(node: AnyNode, question: PropertyQuestion, depth = 0): boolean {
  // Names may lead in a circle.
  if (depth > 10) return true;
  const follow = (next: AnyNode): boolean => mayBring(next, question, depth + 1);
  switch (node.type) {
    case 'Literal':
      return false;
    case 'ParenthesizedExpression':
      return follow(node.expression);
    case 'ConditionalExpression':
      return follow(node.consequent) || follow(node.alternate);
    case 'LogicalExpression':
      return node.operator !== '&&' || follow(node.right);
    default: {
      if (node.type === 'Identifier' && node.name === 'undefined') return false;
      const resolved = resolveNode(node, question.program);
      return (
        resolved?.type !== 'ObjectExpression' ||
        resolved.properties.some((entry) =>
          entry.type === 'Property' ? isNamed(entry, question.name) : follow(entry.argument),
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
