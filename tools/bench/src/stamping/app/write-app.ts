import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listPages, type AppShape } from './app.ts';
import {
  formatLazy,
  formatModule,
  formatPage,
  formatRoutes,
  formatShared,
  formatStart,
  SERVER,
  SHARED,
  WORKER,
} from './sources.ts';

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
    write(`src/modules/m${index}.js`, formatModule(index, shape));
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
