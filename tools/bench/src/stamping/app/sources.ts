import { formatLiteral, LITERALS, VISITED, type AppShape } from './app.ts';

/** How many modules all others share. */
export const SHARED = 7;

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

/** Writes a module; the first of a lazy chunk's run imports none before it. */
export function formatModule(index: number, shape: AppShape): string {
  const isAlone = isFirst(index, shape);
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

/** Tells whether a module is the first of a lazy chunk's run. */
function isFirst(index: number, { modules, lazy }: AppShape): boolean {
  const size = Math.floor(modules / lazy);
  return index % size === 0 && index / size < lazy;
}

/** Writes a shared module; the first one knows the version. */
export function formatShared(index: number): string {
  const uses = index === 0 ? `import { version } from '../stamp.js';\n` : '';
  const head = index === 0 ? 'version' : `'s${index}'`;
  return `${uses}export function join(words, sum) {\n  return [${head}, ...words, sum].join(' ');\n}\n`;
}

/** Writes a lazy part, which holds a run of modules, each of which imports the one before. */
export function formatLazy(index: number, { modules, lazy }: AppShape): string {
  const size = Math.floor(modules / lazy);
  const last = index === lazy - 1 ? modules - 1 : (index + 1) * size - 1;
  return `import { join } from '../shared/s0.js';
import { total${last} } from '../modules/m${last}.js';
export function show(order, customer) {
  return join(['part ${index}'], total${last}(order, customer));
}
`;
}

/** Writes the list of all lazy parts. */
export function formatRoutes({ lazy }: AppShape): string {
  const parts = Array.from({ length: lazy }, (_, index) => `  () => import('./lazy/c${index}.js'),`);
  return `export const routes = [\n${parts.join('\n')}\n];\n`;
}

/** Writes what starts a page. */
export function formatStart(hasWorker: boolean): string {
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

/** The worker that pages start. */
export const WORKER = `import { version } from './stamp.js';\npostMessage(String(version));\n`;

/** The server, which loads all lazy parts. */
export const SERVER = `import { routes } from './routes.js';
import { version } from './stamp.js';
export async function answer(order) {
  const parts = await Promise.all(routes.map((load) => load()));
  return [version, ...parts.map((part) => part.show(order, {}))];
}
`;
