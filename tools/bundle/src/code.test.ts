import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
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
  dist = makeFolder();
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    writeFileSync(join(dist, file), text);
  }
});

async function bundle(input: Partial<CodeInput>): Promise<Readonly<Record<string, string>>> {
  const entries = [join(dist, 'index.js'), join(dist, 'more/index.js')];
  const code = await bundleCode({ dist, entries, apart: undefined, layout: 'split', ...input });
  return Object.fromEntries([...code].map(([path, text]) => [path.slice(dist.length + 1), text]));
}

describe('code that is bundled', () => {
  it('is one file for each entry, and one for what they share', async () => {
    const code = await bundle({});
    expect(Object.keys(code).toSorted()).toEqual(['index.js', 'more/index.js', 'shared.js']);
    expect(Object.values(code).join('')).not.toMatch(/unused|said to users/);
  });

  it('says which calls may be left out, for the bundlers of its users', async () => {
    const code = await bundle({});
    expect(code['index.js']).toContain('/* @__PURE__ */ globalThis.make()');
  });

  it('stands together where it is loaded at once, and apart where it is loaded later', async () => {
    const files = {
      'main.js': `import { run } from './run.js';\nglobalThis.ran = await run();\n`,
      'run.js': `import { both } from './both.js';\nexport const run = async () => [both(), await import('./late.js')];\n`,
      'late.js': `import { made } from './made.js';\nimport { both } from './both.js';\nexport const late = [made, both];\n`,
    };
    for (const [file, text] of Object.entries(files)) writeFileSync(join(dist, file), text);
    const entries = ['index.js', 'main.js'].map((file) => join(dist, file));
    const code = await bundle({ entries, layout: 'together' });
    const shared = Object.keys(code).filter((file) => code[file]?.includes('function both'));
    expect(shared).toHaveLength(1);
    expect(code[shared[0] ?? '']).toContain('globalThis.make()');
    // What an entry does is done by nobody who imports another.
    expect(Object.keys(code).filter((file) => code[file]?.includes('globalThis.ran'))).toEqual(['main.js']);
    expect(Object.keys(code)).toHaveLength(4);
  });

  it('leaves alone what is loaded by its own path', async () => {
    const code = await bundle({ apart: 'more/loader.js', layout: 'compact' });
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
