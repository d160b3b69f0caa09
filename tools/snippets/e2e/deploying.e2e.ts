import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { runCommandLine } from 'verstamp';
import verstamp from '@verstamp/build/vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findFreePort, isListening } from '@verstamp/testing/port';
import { nameOf, readKind } from '../src/pages.ts';
import { QUIET_ENV } from '../src/run.ts';
import { openWorkshop, type Workshop } from '../src/workshop.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

// Debian keeps servers where only the super-user's path leads.
const env = { ...QUIET_ENV, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
const server = { command: 'nginx' };
const isInstalled = spawnSync(server.command, ['-v'], { env }).status === 0;
const locations = readKind('web server').map((block) => ({ name: nameOf(block), text: block.text }));

let workshop: Workshop;

beforeAll(async () => {
  workshop = await openWorkshop();
  await workshop.write('index.html', '<!doctype html><script type="module" src="/src/index.js"></script>');
  await workshop.write('src/index.js', "console.log('shop');\n");
  await build({ root: workshop.folder, configFile: false, logLevel: 'error', plugins: [verstamp()] });
});

afterAll(async () => workshop?.remove());

/** Runs nginx with what stands within `server`, until a task has ended. */
async function withNginx(text: string, task: (origin: string) => Promise<void>): Promise<void> {
  const { folder } = workshop;
  const port = await findFreePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const paths = temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
  const types = 'types { text/html html; application/json json; text/javascript js; }';
  const site = `server { listen 127.0.0.1:${port}; root ${folder}/dist; ${text} }`;
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; user root; pid ${folder}/pid; events {} http { access_log off; ${paths} ${types} ${site} }`,
  );
  const args = ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')];
  const child = spawn(server.command, args, { env, stdio: 'inherit' });
  try {
    expect(await isListening(port, child)).toBe(true);
    await task(`http://127.0.0.1:${port}/`);
  } finally {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
  }
}

describe.skipIf(!isInstalled)('the headers for a web server', () => {
  it.each(locations)('$name please the doctor', async ({ text }) => {
    await withNginx(text, async (origin) => {
      let output = '';
      const sink = { write: (part: string | Uint8Array) => ((output += String(part)), true) };
      const surroundings = { cwd: workshop.folder, env: QUIET_ENV, stdout: sink, stderr: sink };
      expect(await runCommandLine(['doctor', origin], surroundings), output).toBe(0);
      expect(output).toContain('Nothing was found.');
    });
  });

  it.each(locations)('$name let browsers keep hashed files alone', async ({ text }) => {
    await withNginx(text, async (origin) => {
      const page = await fetch(new URL('some/page', origin));
      expect([page.status, page.headers.get('Cache-Control')]).toEqual([200, 'no-cache']);
      const [asset = ''] = /\/assets\/[^"]+/.exec(await page.text()) ?? [];
      const kept = await fetch(new URL(asset, origin));
      expect([kept.status, kept.headers.get('Cache-Control')]).toEqual([
        200,
        expect.stringContaining('immutable'),
      ]);
      expect((await fetch(new URL('assets/gone.js', origin))).status).toBe(404);
    });
  });
});
