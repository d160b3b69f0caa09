// Makes of a package that was compiled what is installed: few files, without what nobody imports. Each file costs
// those who import the package a third of a millisecond.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleCode, LAYOUTS } from './code.ts';
import { gatherDeclarations } from './declarations.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    // A file that others load by its own path: it stays one, and imports nothing.
    apart: { type: 'string' },
  },
});
const [name = LAYOUTS[0]] = positionals;
const layout = LAYOUTS.find((known) => known === name);
if (!layout) throw new Error(`Expected one of ${LAYOUTS.join(', ')}, got ${JSON.stringify(name)}.`);
// Its declarations, too, are as small as can be.
const isCompact = layout === 'compact';

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

const code = await bundleCode({ dist, entries, apart: values.apart, layout });
const declarations = isCompact
  ? gatherDeclarations(
      entries.map((entry) => entry.replace(/\.js$/, '.d.ts')),
      join(dist, 'types.d.ts'),
    )
  : new Map<string, string>();
for (const { parentPath, name: file } of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (isCompact || file.endsWith('.js')) rmSync(join(parentPath, file), { recursive: true, force: true });
}
for (const [path, text] of [...code, ...declarations]) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
