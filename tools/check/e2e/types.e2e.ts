import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readPackages, root, type Package } from '../src/workspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'types-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler knows beside the declarations. */
interface Surroundings {
  readonly lib: readonly string[];
  readonly types: readonly string[];
}

const NODE: Surroundings = { lib: ['es2024'], types: ['node'] };
const PAGE: Surroundings = { lib: ['es2024', 'dom', 'dom.iterable'], types: [] };

const packages = readPackages();

it('has types that compile on Node, where nobody knows of pages', () => {
  expect(compile(packages.flatMap(listDeclarations), NODE)).toEqual([]);
});

it('has types that compile in a page, where nobody knows of Node', () => {
  const forPages = packages.filter(({ manifest }) => /\/(?:core|client)$/.test(manifest.name));
  expect(compile(forPages.flatMap(listDeclarations), PAGE)).toEqual([]);
});

it('tells what does not compile', () => {
  expect(compile([write('program.ts', 'export const version: string = 1;')], NODE)).toHaveLength(1);
});

it('takes a fetch that has no more than its call where that of the runtime has, as in Bun', () => {
  const bun = write('bun.d.ts', 'declare namespace fetch { function preconnect(url: string): void; }');
  const program = write(
    'program.ts',
    `import { createFetch, createVerifier } from '@verstamp/client';
     import { auditServer } from '@verstamp/server/audits';
     const call = (...request: Parameters<typeof fetch>) => globalThis.fetch(...request);
     createFetch(createVerifier({ name: 'shop', version: '1.4.3', rule: 'xx------', fetch: call }), { fetch: call });
     void auditServer('https://shop.example/', { fetch: async () => new Response() });`,
  );
  expect(compile([bun, program], NODE)).toEqual([]);
});

it('names the decisions that a client gives where nobody has installed @verstamp/core beside it', () => {
  const entries = ['', '/react', '/vue', '/svelte'].map((entry) => `@verstamp/client${entry}`);
  const program = write(
    'program.ts',
    [
      ...entries.map((entry, index) => `export type { Decision as Decision${index} } from '${entry}';\n`),
      "export type { Difference, Mover, Part, Refusal, Side, Verdict } from '@verstamp/client';\n",
    ].join(''),
  );
  expect(compile([program], PAGE)).toEqual([]);
});

function listDeclarations({ folder: home, manifest }: Package): readonly string[] {
  const entries = Object.values(manifest['exports'] as object) as readonly { readonly types?: string }[];
  return entries.flatMap(({ types }) => (types === undefined ? [] : [join(home, types)]));
}

function write(file: string, text: string): string {
  const path = join(folder, file);
  writeFileSync(path, text);
  return path;
}

/** Compiles as those do who have the types of libraries checked as well, and gives what is said of ours and of the program. */
function compile(files: readonly string[], surroundings: Surroundings): readonly string[] {
  const compilerOptions = {
    ...surroundings,
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    typeRoots: [join(root, 'node_modules/@types')],
    paths: {
      '@verstamp/client': [join(root, 'packages/client/dist/index.d.ts')],
      '@verstamp/client/*': [join(root, 'packages/client/dist/*.d.ts')],
      '@verstamp/server/audits': [join(root, 'packages/server/dist/audits.d.ts')],
    },
  };
  const project = write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
  const args = ['-p', project, '--pretty', 'false'];
  const { stdout, stderr, status, error } = spawnSync('tsc', args, { cwd: root, encoding: 'utf8' });
  // Who was killed says nothing either.
  if (status === null || (status !== 0 && !/\berror TS/.test(stdout))) {
    throw error ?? new Error(`tsc ended with ${status}: ${stderr}`);
  }
  // Libraries that came along may need more than is there.
  return stdout.split('\n').filter((line) => /^(?![^(]*node_modules).*\berror /.test(line));
}
