/**
 * Adds an import of the stand-in for `Worker` to a module that starts workers. The import goes behind the
 * last line, since imports count for the whole module wherever they stand: no position moves, so source
 * maps stay exact.
 *
 * @param program - The module's syntax tree (ESTree).
 * @returns The module's code, or `undefined` where it is to stay as it is.
 */
export function addWorkerImport(code: string, program: unknown): string | undefined {
  const seen = { starts: false, binds: false, isScript: false };
  let isModule = false;
  walk(program, (node) => {
    seen.starts ||= node.type === 'NewExpression' && isWorker(node['callee']);
    seen.binds ||= bindsWorker(node);
    seen.isScript ||= isCommonJs(node);
    isModule ||= /^(Import|Export)\w*Declaration$|^MetaProperty$/.test(node.type);
  });
  // In a script an import would be an error; a module that has a Worker of its own means that one.
  if (!seen.starts || seen.binds || (seen.isScript && !isModule)) return undefined;
  return `${code}\nimport { Worker } from 'virtual:verstamp/worker';\n`;
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function walk(value: unknown, visit: (node: Node) => void): void {
  const stack: unknown[] = [value];
  while (stack.length) {
    const next = stack.pop();
    if (Array.isArray(next)) stack.push(...(next as readonly unknown[]));
    else if (isNode(next)) {
      visit(next);
      stack.push(...Object.values(next).filter((child) => typeof child === 'object'));
    }
  }
}

function bindsWorker(node: Node): boolean {
  if (node.type === 'VariableDeclarator') return holdsWorker(node['id']);
  if (/^(Function|Class)(Declaration|Expression)$/.test(node.type) && isWorker(node['id'])) return true;
  if (/^(Function|Arrow)/.test(node.type)) return holdsWorker(node['params']);
  return /^Import\w*Specifier$/.test(node.type) && isWorker(node['local']);
}

/** Whether a pattern, such as `{ Worker, ...rest }`, holds the name. */
function holdsWorker(pattern: unknown): boolean {
  let found = false;
  walk(pattern, (node) => {
    found ||= isWorker(node);
  });
  return found;
}

function isCommonJs(node: Node): boolean {
  return node.type === 'Identifier' && /^(module|exports|require)$/.test(String(node['name']));
}

function isWorker(value: unknown): boolean {
  return isNode(value) && value.type === 'Identifier' && value['name'] === 'Worker';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';
}
