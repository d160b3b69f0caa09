import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join, relative } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM } from '@verstamp/testing/browser';
import { digestContent } from '../../release/src/index.ts';
import { runCli } from '../../verstamp/e2e/cli.ts';
import { remotes } from './bundlers/index.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { compareOutputs, isHashed } from './outputs.ts';
import { serveSite, type Site } from './site.ts';

/** What the container's lazy module says of itself. */
interface Report {
  readonly version?: string;
  readonly eager?: string;
  readonly documentUrl?: string;
  readonly worker: string;
}

/** What Module Federation calls a container, as far as it is used. */
interface Container {
  init?(shared: object): unknown;
  get(name: string): Promise<() => { report(): Report }>;
}

type Host = typeof globalThis & { cart?: Container };

const PAGE = '<!doctype html><meta name="verstamp" content="host@9.9.9.9">';

/** Pages of another app that start the container. */
const HOSTS: Readonly<Record<'module' | 'script', Readonly<Record<string, string>>>> = {
  script: { 'host.html': `${PAGE}<script src="remoteEntry.js"></script>` },
  module: {
    'host.html': `${PAGE}<script type="module" src="host.js"></script>`,
    'host.js': "import * as cart from './remoteEntry.js'; globalThis.cart = cart;",
  },
};

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch(CHROMIUM);
});
afterAll(() => browser.close());

describe.each(remotes)('a remote $how, $bundler', ({ build, as, document }) => {
  const root = makeFolder();
  const live = join(root, 'live');
  const folderOf = (revision: number) => join(root, String(revision));
  let site: Site;

  const deploy = (revision: number): void => {
    rmSync(live, { recursive: true, force: true });
    cpSync(folderOf(revision), live, { recursive: true });
    for (const [path, text] of Object.entries(HOSTS[as])) writeFileSync(join(live, path), text);
  };

  beforeAll(async () => {
    for (const revision of [417, 418]) await build({ folder: folderOf(revision), options: { revision } });
    site = await serveSite(live, '/cart/');
  });
  afterAll(() => site.close());

  it('keeps the version that a page has begun with, when another is deployed', async () => {
    deploy(417);
    const page = await browser.newPage();
    await page.goto(`${site.url}host.html`);
    deploy(418);
    expect(await ask(page)).toMatchObject({ version: '1.4.3.417', eager: '1.4.3.417' });
    await page.reload();
    const { version, eager, documentUrl = '', worker } = await ask(page);
    expect([version, eager]).toEqual(['1.4.3.418', '1.4.3.418']);
    expect(new URL(documentUrl, site.url).pathname).toBe(document);
    expect(worker).toMatch(/^worker\.js#verstamp=cart@1\.4\.3\.418;/);
    await page.close();
  });

  it('renames nothing, and changes no hashed file', () => {
    const { renamed, changed } = compareOutputs(folderOf(417), folderOf(418));
    expect(renamed).toEqual([]);
    expect(changed.filter(isHashed)).toEqual([]);
  });

  it('is the same to the guard for every revision, and holds', async () => {
    const [first, second] = [417, 418].map((revision) =>
      readFileSync(join(folderOf(revision), '.verstamp/files.json'), 'utf8'),
    );
    expect(second).toBe(first);
    expect(digestFolder(folderOf(418))).toBe(digestFolder(folderOf(417)));
    const { exit, stdout } = await runCli(['read', folderOf(417), folderOf(418)], { cwd: root });
    expect([exit, stdout]).toEqual([0, expect.stringContaining('1.4.3.418')]);
  });

  it('has a source map that fits', () => {
    const [code = '', map = ''] = ['', '.map'].map((ending) =>
      readFileSync(join(folderOf(417), `remoteEntry.js${ending}`), 'utf8'),
    );
    const { line, column } = locate(code);
    const { payload, findEntry } = bindMap(JSON.parse(map) as SourceMapPayload);
    const found = findEntry(line, column);
    const source =
      payload.sourcesContent[payload.sources.indexOf('originalSource' in found ? found.originalSource : '')];
    expect('originalLine' in found && source?.split('\n')[found.originalLine]).toContain(TEXT);
  });
});

/** Computes what the guard compares. */
function digestFolder(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  const file = { kind: 'file', executable: false } as const;
  return digestContent(
    new Map(paths.map((path) => [path, { ...file, path, bytes: readFileSync(join(folder, path)) }])),
  ).digest;
}

/** A text that all containers hold. */
const TEXT = 'hasOwnProperty.call';

function locate(code: string): { readonly line: number; readonly column: number } {
  const before = code.slice(0, code.indexOf(TEXT)).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

function bindMap(payload: SourceMapPayload) {
  const map = new SourceMap(payload);
  return { payload, findEntry: (line: number, column: number) => map.findEntry(line, column) };
}

/** Asks what the module says that the container loads when it is asked for it. */
async function ask(page: Page): Promise<Report> {
  return page.evaluate(async () => {
    const { cart } = globalThis as Host;
    await cart?.init?.({});
    const module = await cart?.get('./basket');
    return module?.().report() ?? { worker: '' };
  });
}
