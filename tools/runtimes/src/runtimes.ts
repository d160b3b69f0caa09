import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Miniflare } from 'miniflare';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '@verstamp/testing/browser';
import type { Report, run } from './program.ts';

/** Runs the bundled program in one runtime, against the server at an address. */
export interface Runtime {
  readonly title: string;
  readonly run: (program: string, url: string) => Promise<Report>;
}

const TIMEOUT_MS = 60_000;
const COMPATIBILITY_DATE = '2026-07-01';

/** Every runtime that is promised. */
export const RUNTIMES: readonly Runtime[] = [
  commandLine('Node 22', 'node22', 'bin/node'),
  commandLine('Node 24', 'node24', 'bin/node'),
  commandLine('Node 26', 'node26', 'bin/node'),
  commandLine('Deno', '@deno/linux-x64-glibc', 'deno', 'run', '--allow-net', '--no-config'),
  commandLine('Bun', '@oven/bun-linux-x64', 'bin/bun'),
  { title: 'workerd', run: runInWorkerd },
  { title: 'Chromium', run: runInChromium },
];

/** A runtime whose command takes a file; the platform's package holds it, so that no install script is needed. */
function commandLine(title: string, name: string, file: string, ...args: readonly string[]): Runtime {
  const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  return {
    title,
    run: async (program, url) => {
      const place = await mkdtemp(join(tmpdir(), 'verstamp-runtimes-'));
      try {
        const path = join(place, 'program.mjs');
        await writeFile(path, `${program}\nconsole.log(JSON.stringify(await run(${JSON.stringify(url)})));`);
        const { stdout } = await promisify(execFile)(join(folder, file), [...args, path], {
          timeout: TIMEOUT_MS,
        });
        return JSON.parse(stdout) as Report;
      } finally {
        await rm(place, { recursive: true });
      }
    },
  };
}

async function runInWorkerd(program: string, url: string): Promise<Report> {
  const answer = `export default { fetch: async () => Response.json(await run(${JSON.stringify(url)})) };`;
  const miniflare = new Miniflare({
    modules: true,
    script: `${program}\n${answer}`,
    compatibilityDate: COMPATIBILITY_DATE,
  });
  try {
    return (await (await miniflare.dispatchFetch('http://worker.example/')).json()) as Report;
  } finally {
    await miniflare.dispose();
  }
}

async function runInChromium(_: string, url: string): Promise<Report> {
  const browser = await chromium.launch(CHROMIUM);
  try {
    const page = await browser.newPage();
    await page.goto(url);
    return await page.evaluate(async (origin) => {
      const program = (await import(`${origin}/program.js`)) as { readonly run: typeof run };
      return program.run(origin);
    }, url);
  } finally {
    await browser.close();
  }
}
