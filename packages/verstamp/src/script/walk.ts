import type { AnyNode, Node } from 'acorn';

/** Visits a node and everything in it, outermost first. */
export function walk(node: Node, visit: (node: AnyNode) => void): void {
  visit(node as AnyNode);
  for (const value of Object.values(node) as readonly unknown[]) {
    for (const child of [value].flat()) if (isNode(child)) walk(child, visit);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
