import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleCode, type CodeInput } from './code.ts';

let dist = '';

const FILES = {
  'index.js': `export { both } from './both.js';\nexport { made } from './made.js';\n`,
  'more/index.js': `import { load } from './loader.js';\nimport { both } from '../both.js';\nexport const more = () => [both(), load];\n`,
  'more/loader.js': `export const load = import.meta.url;\n`,
  'both.js': `/** Is said to users in types. */\nexport function both() { return 'both'; }\nexport const unused = 'unused';\n`,
  'made.js': `export const made = /* @__PURE__ */ globalThis.make();\n`,
};

beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'verstamp-code-'));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    writeFileSync(join(dist, file), text);
  }
});

afterEach(() => rmSync(dist, { recursive: true }));

async function bundle(
  input: Pick<CodeInput, 'apart' | 'isCompact'>,
): Promise<Readonly<Record<string, string>>> {
  const entries = [join(dist, 'index.js'), join(dist, 'more/index.js')];
  const code = await bundleCode({ dist, entries, ...input });
  return Object.fromEntries([...code].map(([path, text]) => [path.slice(dist.length + 1), text]));
}

describe('code that is bundled', () => {
  it('is one file for each entry, and one for what they share', async () => {
    const code = await bundle({ apart: undefined, isCompact: false });
    expect(Object.keys(code).toSorted()).toEqual(['index.js', 'more/index.js', 'shared.js']);
    expect(Object.values(code).join('')).not.toMatch(/unused|said to users/);
  });

  it('says which calls may be left out, for the bundlers of its users', async () => {
    const code = await bundle({ apart: undefined, isCompact: false });
    expect(code['index.js']).toContain('/* @__PURE__ */ globalThis.make()');
  });

  it('leaves alone what is loaded by its own path', async () => {
    const code = await bundle({ apart: 'more/loader.js', isCompact: true });
    expect(Object.keys(code).toSorted()).toEqual([
      'index.js',
      'more/index.js',
      'more/loader.js',
      'shared.js',
    ]);
    expect(code['more/loader.js']).toContain('import.meta.url');
    expect(code['shared.js']).not.toContain('import.meta.url');
  });
});
