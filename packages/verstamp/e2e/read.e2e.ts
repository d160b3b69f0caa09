import { createServer } from 'node:http';
import { execFile } from 'node:child_process';
import { link, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { digestFile, findStamps } from '@verstamp/build';
import { formatStamp, stampTag } from '@verstamp/core';
import { packArchive } from '@verstamp/testing/archive';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { listen } from '@verstamp/testing/listen';
import { runCli, type CliRun } from './cli.ts';

const stamp = {
  name: 'shop',
  version: '1.4.3.417',
  time: '2026-11-21T02:00:00Z',
  commit: '1a2b3c4d5e6f',
  source: 'clock',
};
const page = `<head>${stampTag(stamp)}</head>`;
const stamps = findStamps('index.html', Buffer.from(page), { stamp, document: false });
const digest = digestFile('index.html', Buffer.from(page), { name: 'shop', stamps });
const FILES: Readonly<Record<string, string>> = {
  'index.html': page,
  '.verstamp/stamp.json': JSON.stringify({ stamp, stamps }),
  '.verstamp/files.json': JSON.stringify({ files: [digest] }),
};

const run = promisify(execFile);

/** What a site answers, with its page at every path but one. */
const answer = (path = ''): string => (path === '/version.json' ? JSON.stringify(stamp) : page);

let root: string;

const read = async (...targets: readonly string[]): Promise<CliRun> =>
  runCli(['read', ...targets], { cwd: root });

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(root, folder, '.verstamp'), { recursive: true });
  for (const [path, text] of Object.entries(files)) await writeFile(join(root, folder, path), text);
}

beforeAll(async () => {
  root = makeFolder();
  await write('dist', FILES);
  await write('altered', {
    ...FILES,
    'index.html': page.replace('<head>', '<head><script src="evil.js"></script>'),
  });
  const packed = Object.entries(FILES).map(([path, text]) => ({ path: `dist/${path}`, text }));
  const manifest = { path: 'package.json', text: '{"name":"shop","version":"1.4.3"}' };
  await writeFile(join(root, 'shop-1.4.3.tgz'), packArchive([manifest, ...packed]));
  const zipped = zipSync(
    Object.fromEntries(Object.entries(FILES).map(([path, text]) => [path, Buffer.from(text)])),
  );
  await writeFile(join(root, 'shop.zip'), zipped);
  await writeFile(join(root, 'shop.xpi'), zipped);
  const tar = async (...args: readonly string[]) => run('tar', [...args], { cwd: root });
  await tar('czf', 'site.tgz', 'dist');
  await tar('czf', 'site.tar.gz', '-C', 'dist', '.');
  await tar('czf', 'download', 'dist');
  await tar('cf', 'site.tar', 'dist');
  const names = ['one.css', 'two.css'].map((path) =>
    digestFile(path, Buffer.from('a'), { name: '', stamps: [] }),
  );
  await write('linked', {
    ...FILES,
    'one.css': 'a',
    '.verstamp/files.json': JSON.stringify({ files: [digest, ...names] }),
  });
  await link(join(root, 'linked', 'one.css'), join(root, 'linked', 'two.css'));
  await tar('czf', 'linked.tgz', '-C', 'linked', '.');
  await tar('czf', 'altered.tgz', 'altered');
  await writeFile(join(root, 'cut.tgz'), (await readFile(join(root, 'site.tgz'))).subarray(0, 200));
  await writeFile(join(root, 'cut.zip'), zipped.subarray(0, zipped.length - 30));
  await writeFile(join(root, 'server.js'), `const text="${formatStamp(stamp)};p=....";`);
  await writeFile(join(root, 'plain.js'), 'run();');
});

describe('verstamp read', () => {
  it.each([
    'dist',
    'shop-1.4.3.tgz',
    'site.tgz',
    'site.tar.gz',
    'download',
    'site.tar',
    'linked.tgz',
    'shop.zip',
    'shop.xpi',
    'server.js',
    join('dist', 'index.html'),
  ])('reads the stamp of %s', async (target) => {
    const { exit, stdout } = await read(target);
    expect(exit).toBe(0);
    expect(stdout).toContain(
      `${target}: shop@1.4.3.417\n  time    2026-11-21T02:00:00Z\n  commit  1a2b3c4d5e6f\n`,
    );
  });

  it.each([
    ['altered', 1, /index\.html is not the file that was built/],
    ['altered.tgz', 1, /index\.html is not the file that was built/],
    ['plain.js', 1, /plain\.js: no stamp/],
  ])('exits 1 on %s', async (target, exit, stdout) => {
    expect(await read(target)).toMatchObject({ exit, stdout: expect.stringMatching(stdout) });
  });

  it('prints a name without what a terminal obeys', async () => {
    await writeFile(
      join(root, 'foreign.html'),
      `<head>${stampTag({ ...stamp, name: 'x\u001b[2K\rshop\u202e' })}</head>`,
    );
    const { exit, stdout } = await read('foreign.html');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^[ -~\n]+$/);
    expect(stdout).toContain('foreign.html: x\\u001b[2K\\rshop\\u202e@1.4.3.417\n');
  });

  it('waits for no pipe, and reads no device, that the records name', async () => {
    const files = [digest, { ...digest, path: 'device' }, { ...digest, path: 'pipe' }];
    await write('odd', { ...FILES, '.verstamp/files.json': JSON.stringify({ files }) });
    await symlink('/dev/zero', join(root, 'odd', 'device'));
    await run('mkfifo', [join(root, 'odd', 'pipe')]);
    const { exit, stdout } = await read('odd');
    expect(exit).toBe(1);
    expect(stdout).toContain('  device was built and is not there\n  pipe was built and is not there\n');
  });

  it('reads any number of stamps', async () => {
    await writeFile(join(root, 'many.txt'), 's@1.0.0.1;t=2026-11-21\n'.repeat(130_000));
    expect(await read('many.txt')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('many.txt and 129999 more'),
    });
  });

  it('shows no credentials of an address that it cannot ask', async () => {
    const { exit, stderr } = await read('git+https://zoe:s3cret@host.example/shop.git');
    expect([exit, stderr]).toEqual([2, expect.not.stringMatching(/zoe|s3cret/)]);
  });

  it('prints several targets as one JSON document', async () => {
    const { exit, stdout } = await read('dist', 'altered', '--json');
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      targets: [
        { target: 'dist', holds: true, compared: 1, flaws: [], sightings: [{ stamp }, { stamp }] },
        { target: 'altered', holds: false, flaws: [{ kind: 'altered', file: 'index.html' }] },
      ],
    });
  });

  it('says what it found of all targets, also where some cannot be read', async () => {
    const { exit, stdout } = await read('cut.tgz', 'dist', 'nowhere', '--json');
    expect(exit).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      targets: [
        { target: 'cut.tgz', error: { code: 'TARBALL_INVALID' } },
        { target: 'dist', holds: true },
        { target: 'nowhere', error: { code: 'TARGET_MISSING' } },
      ],
    });
    const text = await read('altered', 'nowhere');
    expect([text.exit, text.stdout]).toEqual([1, expect.stringContaining('nowhere: TARGET_MISSING ')]);
  });

  it('reads a page and its version document over HTTP, and sees that they disagree', async () => {
    let version = '1.4.3.417';
    const archive = await readFile(join(root, 'site.tgz'));
    const server = createServer(({ url }, response) => {
      if (url === '/app/') response.end(page);
      else if (url === '/site.tgz') response.end(archive);
      else if (url === '/app/version.json') response.end(JSON.stringify({ ...stamp, version }));
      else response.writeHead(500).end();
    });
    const { origin, close } = await listen(server);
    const url = `${origin}/app/`;
    try {
      expect(await read(url)).toMatchObject({ exit: 0, stdout: expect.stringContaining('and 1 more') });
      expect(await read(new URL('/site.tgz', url).href)).toMatchObject({
        exit: 0,
        stdout: expect.stringContaining('1 file was compared'),
      });
      version = '1.4.3.418';
      expect(await read(url)).toMatchObject({
        exit: 1,
        stdout: expect.stringContaining('bears another stamp'),
      });
      expect(await read(`${url}gone`)).toMatchObject({
        exit: 3,
        stderr: expect.stringContaining('status 500'),
      });
    } finally {
      await close();
    }
    expect(await read(url)).toMatchObject({ exit: 3, stderr: expect.stringContaining('TARGET_UNREADABLE') });
  });

  it('signs in with the credentials of a URL, at its site alone, and shows them nowhere', async () => {
    const elsewhere: unknown[] = [];
    const other = await listen(
      createServer(({ url, headers }, response) => {
        elsewhere.push(headers.authorization);
        response.end(answer(url));
      }),
    );
    const server = createServer(({ url, headers }, response) => {
      const isKnown = headers.authorization === `Basic ${Buffer.from('zoe:p@%ß').toString('base64')}`;
      if (!isKnown) response.writeHead(401).end();
      else if (url === '/away') response.writeHead(302, { Location: other.origin }).end();
      else response.end(answer(url));
    });
    const { origin, close } = await listen(server);
    const signed = origin.replace('//', '//zoe:p%40%ß@');
    try {
      const { exit, stdout, stderr } = await read(
        signed,
        `${signed}/away`,
        'http://zoe:p%40@127.0.0.1:1/',
        'http://zoe:p%40@:x',
      );
      expect(exit).toBe(3);
      expect(stdout).toMatch(`${origin}: shop@1.4.3.417`);
      expect(stdout).toMatch(`${origin}/away: shop@1.4.3.417`);
      expect(elsewhere).toEqual([undefined, undefined]);
      expect(stdout + stderr).not.toMatch(/zoe|p%40|ß/);
    } finally {
      await Promise.all([close(), other.close()]);
    }
  });

  it.each(['/', '/orders/1'])('sees that a page which answers every path is stale at %s', async (path) => {
    const server = createServer(({ url }, response) => {
      response.end(url === '/version.json' ? JSON.stringify({ ...stamp, version: '1.4.3.418' }) : page);
    });
    const { origin, close } = await listen(server);
    try {
      const text = `  ${origin}/version.json bears another stamp than ${origin}${path}\n`;
      expect(await read(origin + path)).toMatchObject({ exit: 1, stdout: expect.stringContaining(text) });
    } finally {
      await close();
    }
  });

  it('exits 3 on what is no archive, and is called one', async () => {
    await writeFile(join(root, 'saved.tgz'), '<html>Not found</html>');
    expect(await read('saved.tgz')).toMatchObject({ exit: 3, stderr: expect.stringContaining('no archive') });
  });

  it('exits 3 on a zip that is cut short', async () => {
    expect(await read('cut.zip')).toMatchObject({ exit: 3, stderr: expect.stringContaining('no sound zip') });
  });

  it.each([[[]], [['nowhere']]])('exits 2 on %j', async (targets) => {
    expect((await read(...targets)).exit).toBe(2);
  });
});
