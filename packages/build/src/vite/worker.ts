/**
 * Adds an import of the stand-in for `Worker` to a module that starts workers. The import goes behind the
 * last line, since imports count for the whole module wherever they stand: no position moves, so source
 * maps stay exact.
 *
 * @param parse - Returns the module's syntax tree (ESTree); throws if it is not JavaScript.
 * @returns The module's code, or `undefined` if it is to stay as it is.
 */
export function addWorkerImport(code: string, parse: () => unknown): string | undefined {
  const seen: Seen = { starts: false, binds: false, isScript: false, isModule: false };
  try {
    walk(parse(), (node) => LOOKS[node.type]?.(seen, node));
  } catch {
    // The bundler may know what it is, or says better than we do that it is wrong.
    return undefined;
  }
  // In a script an import would be an error; a module that has a Worker of its own means that one.
  if (!seen.starts || seen.binds || (seen.isScript && !seen.isModule)) return undefined;
  return `${code}\nimport { Worker } from 'virtual:verstamp/worker';\n`;
}

/** What a module holds. */
interface Seen {
  starts: boolean;
  binds: boolean;
  isScript: boolean;
  isModule: boolean;
}

type Look = (seen: Seen, node: Node) => unknown;

const lookAtFunction: Look = (seen, { id, params }) => (seen.binds ||= isWorker(id) || holdsWorker(params));
const lookAtClass: Look = (seen, { id }) => (seen.binds ||= isWorker(id));
const lookAtImported: Look = (seen, { local }) => (seen.binds ||= isWorker(local));
const lookAtModule: Look = (seen) => (seen.isModule = true);
const COMMON_JS: ReadonlySet<unknown> = new Set(['module', 'exports', 'require']);

/** What each kind of node says. */
const LOOKS: Readonly<Record<string, Look>> = {
  NewExpression: (seen, { callee }) => (seen.starts ||= isWorker(callee)),
  Identifier: (seen, { name }) => (seen.isScript ||= COMMON_JS.has(name)),
  VariableDeclarator: (seen, { id }) => (seen.binds ||= holdsWorker(id)),
  FunctionDeclaration: lookAtFunction,
  FunctionExpression: lookAtFunction,
  ArrowFunctionExpression: lookAtFunction,
  ClassDeclaration: lookAtClass,
  ClassExpression: lookAtClass,
  ImportSpecifier: lookAtImported,
  ImportDefaultSpecifier: lookAtImported,
  ImportNamespaceSpecifier: lookAtImported,
  ImportDeclaration: lookAtModule,
  ExportNamedDeclaration: lookAtModule,
  ExportDefaultDeclaration: lookAtModule,
  ExportAllDeclaration: lookAtModule,
  MetaProperty: lookAtModule,
};

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function walk(value: unknown, visit: (node: Node) => void): void {
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const next = stack.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (isNode(next)) visit(next);
    for (const child of Object.values(next)) {
      if (typeof child === 'object') stack.push(child);
    }
  }
}

/** Tells whether a pattern, such as `{ Worker, ...rest }`, holds the name. */
function holdsWorker(pattern: unknown): boolean {
  let found = false;
  walk(pattern, (node) => {
    found ||= isWorker(node);
  });
  return found;
}

function isWorker(value: unknown): boolean {
  return isNode(value) && value.type === 'Identifier' && value['name'] === 'Worker';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';
}
