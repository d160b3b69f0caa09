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

function listDeclarations({ folder: home, manifest }: Package): readonly string[] {
  const entries = Object.values(manifest['exports'] as object) as readonly { readonly types?: string }[];
  return entries.flatMap(({ types }) => (types === undefined ? [] : [join(home, types)]));
}

/** Compiles as those do who have the types of libraries checked as well, and gives what is said of ours. */
function compile(files: readonly string[], surroundings: Surroundings): readonly string[] {
  const compilerOptions = {
    ...surroundings,
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const project = join(folder, 'tsconfig.json');
  writeFileSync(project, JSON.stringify({ compilerOptions, files }));
  const { stdout } = spawnSync('tsc', ['-p', project, '--pretty', 'false'], { cwd: root, encoding: 'utf8' });
  // Libraries that came along may need more than is there.
  return stdout.split('\n').filter((line) => /^(?![^(]*node_modules).*\berror /.test(line));
}
