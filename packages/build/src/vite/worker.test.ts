import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { addWorkerImport } from './worker.ts';

const changed = (code: string) => addWorkerImport(code, () => parseAst(code));

describe('a module that starts workers', () => {
  it.each([
    `new Worker(new URL('./a.js', import.meta.url));`,
    `export const start = () => new Worker(url, { type: 'module' });`,
    `import { url } from './url.js'; if (url) { function start() { return new Worker(url); } start(); }`,
    `new Worker('/a.js');`,
  ])('gets the stand-in behind its last line: %s', (code) => {
    expect(changed(code)).toBe(`${code}\nimport { Worker } from 'virtual:verstamp/worker';\n`);
  });

  it.each([
    [`// new Worker(url)\nexport const text = 'new Worker(url)';`],
    [`import { Worker } from 'node:worker_threads'; new Worker(url);`],
    [`import Worker from './a.js?worker'; new Worker();`],
    [`export class Worker {} new Worker();`],
    [`const { Worker } = window; export default new Worker(url);`],
    [`export default (Worker) => new Worker(url);`],
    [`export const shared = new SharedWorker(url); export const own = new self.Worker(url);`],
    [`const path = require('node:path'); module.exports = () => new Worker(path);`],
    [`<script>new Worker('/a.js')</script>`],
  ])('stays as it is where that is not what it means: %s', (code) => {
    expect(changed(code)).toBeUndefined();
  });
});
