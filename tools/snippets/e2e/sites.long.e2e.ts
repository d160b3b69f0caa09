import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { build } from 'vite';
import verstamp from '@verstamp/build/vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CHROMIUM } from '@verstamp/testing/browser';
import { completeModule } from '../src/module.ts';
import { toolFolder } from '../src/folders.ts';
import { nameOf, readKind } from '../src/pages.ts';
import { serveSite, type Site } from '../src/site.ts';
import { runProgram } from '../src/run.ts';
import { checkTypes } from '../src/types.ts';
import { openRepository, openWorkshop, type Workshop } from '../src/workshop.ts';

// What must end is not what must be quick: other tests run beside these.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const fileOf = (name: string) => name.replaceAll(/[^\w]+/g, '-');
const modules = readKind('page');
/** Markup belongs to the module before it, and stands in its page. */
const markups = new Map(
  readKind('markup').map((markup) => [
    modules.findLast(({ page, line }) => page === markup.page && line < markup.line),
    markup,
  ]),
);
const pages = modules.map((block) => {
  const name = nameOf(block);
  const extension = block.language;
  return { name, block, file: fileOf(name), extension, markup: markups.get(block)?.text ?? '' };
});

let workshop: Workshop;
let said: ReadonlyMap<string, string>;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  workshop = await openWorkshop();
  openRepository(workshop.folder);
  for (const { block, file, extension, markup } of pages) {
    await workshop.write(`pages/${file}.${extension}`, completeModule(block, '../given'));
    const starter = `await import('./${file}.${extension}');\ndocument.body.dataset.ended = 'yes';\n`;
    await workshop.write(`pages/${file}.start.js`, starter);
    const html = `<!doctype html><title>Snippet</title><link rel="icon" href="data:,"><body>${markup}<output></output>`;
    const script = `<script type="module" src="./${file}.start.js"></script>`;
    await workshop.write(`pages/${file}.html`, `${html}${script}`);
  }
  const [types] = await Promise.all([
    checkTypes(workshop, ['pages']),
    build({
      root: workshop.folder,
      configFile: false,
      logLevel: 'error',
      resolve: { conditions: ['@verstamp/source', 'browser', 'module'], preserveSymlinks: false },
      oxc: { jsx: { runtime: 'automatic' } },
      build: {
        rolldownOptions: { input: pages.map(({ file }) => join(workshop.folder, `pages/${file}.html`)) },
      },
      plugins: [verstamp({ revision: 417 })],
    }),
  ]);
  said = types;
  [site, browser] = await Promise.all([serveSite(join(workshop.folder, 'dist')), chromium.launch(CHROMIUM)]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await workshop?.remove();
});

describe.each(pages)('$name', ({ file, extension, block }) => {
  it('has the types that it says', () => {
    expect(said.get(`pages/${file}.${extension}`)).toBeUndefined();
  });

  it('runs in a page whose server has moved on to version 2', async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(new URL(`pages/${file}.html`, site.url).href);
    await Promise.race([
      page.waitForSelector('[data-ended]', { state: 'attached' }),
      page.waitForEvent('pageerror'),
    ]);
    expect(faults).toEqual([]);
    if (/\b(?:show|prepend)\(/.test(block.text)) await page.getByText('2.0.0').waitFor();
    if (block.text.includes('defineBanner('))
      await page.getByRole('button', { name: /^(?:Neu laden|Reload)$/ }).waitFor();
    await page.close();
  });
});

it('finds a page for all markup', () => expect([...markups.keys()]).not.toContain(undefined));

/** Each once, however many pages show it. */
const configurations = new Map(
  readKind('configuration').map((block) => [block.text, { name: nameOf(block), block }]),
);

describe.each([...configurations.values()])('$name', ({ block }) => {
  it('builds a stamped site', async () => {
    const [, file = ''] = /^\/\/ (\S+)/.exec(block.text) ?? [];
    const folder = await mkdtemp(join(workshop.folder, 'built-'));
    await mkdir(join(folder, 'src'));
    const manifest = { name: 'shop', version: '1.4.3', private: true, type: 'module' };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(
      join(folder, 'src/index.js'),
      "import { version } from 'virtual:verstamp';\nconsole.log(version);\n",
    );
    await writeFile(
      join(folder, 'index.html'),
      '<!doctype html><script type="module" src="/src/index.js"></script>',
    );
    await writeFile(join(folder, file), block.text);
    const args = ['--conditions=@verstamp/source', join(toolFolder, 'src/build.ts'), file];
    const { exit, output } = await runProgram(process.execPath, args, { cwd: folder });
    expect(exit, output).toBe(0);
    const stamp = await readFile(join(folder, 'dist/.verstamp/stamp.json'), 'utf8');
    expect(JSON.parse(stamp)).toMatchObject({ stamp: { name: 'shop' } });
  });
});
