// Makes of a package that was compiled what is installed: few files, without what nobody imports. Each file costs
// those who import the package a third of a millisecond.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleCode } from './code.ts';
import { gatherDeclarations } from './declarations.ts';

const { values } = parseArgs({
  options: {
    // A file that others load by its own path: it stays one, and imports nothing.
    apart: { type: 'string' },
    // For a package that ends in nobody's bundle: as small as can be, its declarations too.
    compact: { type: 'boolean', default: false },
    // For a package whose entries need nearly the same: what they load at once stands in one file.
    together: { type: 'boolean', default: false },
  },
});

interface Manifest {
  readonly bin?: Readonly<Record<string, string>>;
  readonly publishConfig: {
    readonly exports: Readonly<Record<string, string | { readonly default?: string }>>;
  };
}

const root = process.cwd();
const dist = join(root, 'dist');
const { bin = {}, publishConfig } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const exported = Object.values(publishConfig.exports).flatMap((entry) =>
  typeof entry === 'object' && entry.default !== undefined ? [entry.default] : [],
);
const entries = [...exported, ...Object.values(bin)].map((entry) => resolve(root, entry));

const code = await bundleCode({
  dist,
  entries,
  apart: values.apart,
  isCompact: values.compact,
  isTogether: values.together,
});
const declarations = values.compact
  ? gatherDeclarations(
      entries.map((entry) => entry.replace(/\.js$/, '.d.ts')),
      join(dist, 'types.d.ts'),
    )
  : new Map<string, string>();
for (const { parentPath, name } of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const isReplaced = values.compact || name.endsWith('.js');
  if (isReplaced) rmSync(join(parentPath, name), { recursive: true, force: true });
}
for (const [path, text] of [...code, ...declarations]) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
