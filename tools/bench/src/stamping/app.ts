import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How large an app is. */
export interface AppShape {
  readonly modules: number;
  readonly lazy: number;
  readonly pages: number;
}

/** How many strings each module holds that can be told from all others. */
export const LITERALS = 3;

const SHARED = 7;
const PAGES = ['index', 'orders', 'account'];

/** The names of an app's pages. */
export function listPages({ pages }: AppShape): readonly string[] {
  return PAGES.slice(0, pages);
}

/** Writes an app, the same one for the same shape: pages, lazy chunks, a worker, and a server. */
export function writeApp(root: string, shape: AppShape): void {
  rmSync(root, { recursive: true, force: true });
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write('package.json', JSON.stringify({ name: 'shop', version: '1.4.3', type: 'module', private: true }));
  for (const page of listPages(shape)) {
    write(`${page}.html`, formatPage(page, `/src/${page}.js`));
    write(`src/${page}.js`, `import { start } from './start.js';\nstart('${page}');\n`);
  }
  for (let index = 0; index < SHARED; index++) write(`src/shared/s${index}.js`, formatShared(index));
  for (let index = 0; index < shape.modules; index++) {
    write(`src/modules/m${index}.js`, formatModule(index, isFirst(index, shape)));
  }
  for (let index = 0; index < shape.lazy; index++) write(`src/lazy/c${index}.js`, formatLazy(index, shape));
  write('src/routes.js', formatRoutes(shape));
  write('src/server.js', SERVER);
  write('src/worker.js', WORKER);
  for (let index = 0; index < shape.lazy; index++) {
    write(
      `public/icons/i${index}.svg`,
      `<svg xmlns="http://www.w3.org/2000/svg"><circle r="${index}"/></svg>\n`,
    );
  }
}

/** What differs between the builds of an app. */
export interface Wiring {
  /** The module that knows the version. */
  readonly stamp: string;
  /** Whether pages start a worker: some bundlers do not know them. */
  readonly hasWorker: boolean;
}

/** Writes the few files that differ between contenders and bundlers. */
export function wireApp(root: string, { stamp, hasWorker }: Wiring): void {
  writeFileSync(join(root, 'src/stamp.js'), stamp);
  writeFileSync(join(root, 'src/start.js'), formatStart(hasWorker));
}

/** Writes a page; `head` stands before its script. */
export function formatPage(title: string, script: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">${head}
    <link rel="icon" href="data:,">
    <title>${title}</title>
    <script type="module" src="${script}"></script>
  </head>
  <body><main></main></body>
</html>
`;
}

/** Whether a module is the first of a lazy chunk's run. */
function isFirst(index: number, { modules, lazy }: AppShape): boolean {
  const size = Math.floor(modules / lazy);
  return index % size === 0 && index / size < lazy;
}

function formatModule(index: number, isAlone: boolean): string {
  const literals = Array.from({ length: LITERALS }, (_, n) => `  '${formatLiteral(index, n)}',`);
  return `import { join } from '../shared/s${index % SHARED}.js';
${isAlone ? '' : `import { total${index - 1} } from './m${index - 1}.js';\n`}
const words${index} = [
${literals.join('\n')}
];

/** Sums up the lines of an order that are not yet delivered, with what was agreed for the customer. */
export function total${index}(order, customer) {
  let sum = ${isAlone ? index : `total${index - 1}(order, customer)`};
  for (const line of order.lines) {
    if (line.delivered && customer.kind !== 'kind${index}') continue;
    const discount = customer.discounts?.[line.product] ?? ${index % 13};
    sum += line.count * line.price * (100 - discount);
  }
  if (sum > ${index * 100}) console.debug(join(words${index}, sum));
  return sum;
}
`;
}

/** The text of a string that can be told from all others. */
export function formatLiteral(module: number, literal: number): string {
  return `literal-${String(module).padStart(5, '0')}-${literal}`;
}

function formatShared(index: number): string {
  const uses = index === 0 ? `import { version } from '../stamp.js';\n` : '';
  const head = index === 0 ? 'version' : `'s${index}'`;
  return `${uses}export function join(words, sum) {\n  return [${head}, ...words, sum].join(' ');\n}\n`;
}

/** A lazy part holds a run of modules, each of which imports the one before. */
function formatLazy(index: number, { modules, lazy }: AppShape): string {
  const size = Math.floor(modules / lazy);
  const last = index === lazy - 1 ? modules - 1 : (index + 1) * size - 1;
  return `import { join } from '../shared/s0.js';
import { total${last} } from '../modules/m${last}.js';
export function show(order, customer) {
  return join(['part ${index}'], total${last}(order, customer));
}
`;
}

function formatRoutes({ lazy }: AppShape): string {
  const parts = Array.from({ length: lazy }, (_, index) => `  () => import('./lazy/c${index}.js'),`);
  return `export const routes = [\n${parts.join('\n')}\n];\n`;
}

/** How many lazy chunks a visitor's page loads. */
export const VISITED = 20;

function formatStart(hasWorker: boolean): string {
  const starting = `new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })`;
  const ask = `new Promise((resolve) => {
    const worker = ${starting};
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => resolve(message);
  })`;
  return `import { join } from './shared/s0.js';
import { routes } from './routes.js';
import { version } from './stamp.js';
export async function start(page) {
  const order = { lines: [{ count: 1, price: 2, product: page }] };
  const parts = await Promise.all(routes.slice(0, ${VISITED}).map((load) => load()));
  for (const part of parts) join([page], part.show(order, {}));
  globalThis.seen = { version, worker: ${hasWorker ? `await ${ask}` : 'undefined'} };
}
`;
}

const WORKER = `import { version } from './stamp.js';\npostMessage(String(version));\n`;

const SERVER = `import { routes } from './routes.js';
import { version } from './stamp.js';
export async function answer(order) {
  const parts = await Promise.all(routes.map((load) => load()));
  return [version, ...parts.map((part) => part.show(order, {}))];
}
`;
