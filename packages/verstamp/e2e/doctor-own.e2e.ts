import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CLI, runCli } from './cli.ts';
import { runIn } from './fixture.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Found {
  readonly findings: ReadonlyArray<{ readonly code: string; readonly place: string }>;
}

it('finds nothing in this repository', async () => {
  const { stdout } = await runIn(root, ['doctor', '--json']);
  const { findings } = JSON.parse(stdout) as Found;
  // What somebody built here with other sources than these is no fault of the repository's.
  const own = findings.filter(({ place }) => !place.includes('/dist/'));
  expect(own).toEqual([]);
});

it('finds nothing in the demo, its builds included', async () => {
  const demo = join(root, 'tools/demo');
  // The shop's modules come from the demo's folder.
  const folder = await mkdtemp(join(demo, 'shop-'));
  try {
    await cp(join(demo, 'shop'), folder, {
      recursive: true,
      filter: (path) => !/[/\\](?:\.verstamp|dist)$/.test(path),
    });
    const build = ['next', '--', process.execPath, ...CLI.slice(0, 1), 'build.ts'];
    expect(await runCli(build, { cwd: folder })).toMatchObject({ exit: 0 });
    const { stdout } = await runIn(folder, ['doctor', '--json']);
    const { findings } = JSON.parse(stdout) as Found;
    expect(findings.filter(({ place }) => !place.startsWith('tools/demo/dist/'))).toEqual([]);
    expect(await runIn(folder, ['read', 'dist'])).toMatchObject({ exit: 0 });
  } finally {
    await rm(folder, { recursive: true });
  }
});
