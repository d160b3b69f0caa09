import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { isFull } from '@verstamp/testing/size';
import { compareContents, digestContent, readTarball, type PackageContent } from '../src/index.ts';
import { QUIET_ENV } from '@verstamp/testing/workspace';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const run = promisify(execFile);

/** Every package manager and Node that is held against the others, as npm packages. */
const MANAGERS = {
  npm10: 'npm@10.9.9',
  npm11: 'npm@11.21.2',
  npm12: 'npm@12.2.0',
  pnpm9: 'pnpm@9.15.9',
  pnpm10: 'pnpm@10.34.9',
  pnpm11: 'pnpm@11.28.11',
  pnpm12: 'pnpm@12.21.0',
} as const;
const NODES = { node22: '22.23.3', node24: '24.21.0', node26: '26.10.0' } as const;
const UMASKS = ['022', '077'] as const;

/** Files with the modes that a checkout gives them; what a umask takes away is taken away when they are written. */
const FILES: Readonly<Record<string, readonly [text: string, mode: number]>> = {
  'package.json': [
    `${JSON.stringify(
      {
        name: 'several',
        version: '1.2.3',
        type: 'module',
        bin: { several: './bin/several.js' },
        exports: { '.': { types: './index.d.ts', default: './index.js' } },
        files: ['index.*', 'bin', 'tools', 'assets'],
        scripts: { test: 'true' },
        devDependencies: { typescript: '7.0.2' },
        publishConfig: { access: 'public' },
      },
      undefined,
      2,
    )}\n`,
    0o644,
  ],
  'index.js': ['export {};\n', 0o644],
  'index.d.ts': ['export {};\n', 0o644],
  'bin/several.js': ['#!/usr/bin/env node\n', 0o644],
  'assets/ä ö.txt': ['ü\r\n', 0o644],
  'README.md': ['# several\n', 0o644],
  LICENSE: ['MIT\n', 0o644],
};

/** Where the managers and the Nodes are installed. */
let tools: string;

const nodeOf = (node: string) => join(tools, 'node_modules', node, 'bin');

beforeAll(async () => {
  if (!isFull) return;
  tools = makeFolder();
  const nodes = Object.entries(NODES).map(([name, version]) => [
    name,
    `npm:node-${process.platform}-${process.arch}@${version}`,
  ]);
  const managers = Object.entries(MANAGERS).map(([name, spec]) => [name, `npm:${spec}`]);
  const dependencies: unknown = Object.fromEntries([...nodes, ...managers]);
  await writeFile(join(tools, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-bin-links'], {
    cwd: tools,
    env: QUIET_ENV,
  });
}, 300_000);

/** Where a package is packed, and what is in it. */
interface Packing {
  readonly node: string;
  readonly umask: string;
  readonly files?: typeof FILES;
}

/** Writes the package as a machine with this umask has it, and packs it there. */
async function pack(
  manager: keyof typeof MANAGERS,
  { node, umask, files = FILES }: Packing,
): Promise<PackageContent> {
  const root = makeFolder();
  const taken = Number.parseInt(umask, 8);
  for (const [path, [text, mode]] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    await chmod(join(root, path), mode & ~taken);
    await utimes(join(root, path), taken + 1e9, taken + 1e9);
  }
  const env = { ...QUIET_ENV, PATH: [nodeOf(node), process.env['PATH']].join(delimiter) };
  await mkdir(join(root, 'out'));
  const command = `umask ${umask}; exec "$0" "$@" pack --pack-destination out`;
  await run('sh', ['-c', command, ...(await commandOf(manager))], { cwd: root, env });
  const file = join(root, 'out', 'several-1.2.3.tgz');
  return digestContent(await readTarball(await readFile(file), file));
}

async function commandOf(manager: keyof typeof MANAGERS): Promise<readonly string[]> {
  const folder = join(tools, 'node_modules', manager);
  const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>;
  };
  const file = join(folder, bin[manager.replace(/\d+/, '')] ?? '');
  // The newest pnpm is a program of its own.
  return /\.[cm]?js$/.test(file) ? ['node', file] : [file];
}

describe.runIf(isFull)('the digest of a package', () => {
  const managers = Object.keys(MANAGERS) as (keyof typeof MANAGERS)[];
  const circumstances = Object.keys(NODES).flatMap((node) => UMASKS.map((umask) => ({ node, umask })));
  const SCRIPT: typeof FILES = { ...FILES, 'tools/run.sh': ['#!/bin/sh\n', 0o755] };

  it.each(managers)(
    'is the same when %s packs it, on every Node, under every umask',
    async (manager) => {
      const { digest } = await pack('npm11', { node: 'node24', umask: '022' });
      for (const one of circumstances)
        expect([one, (await pack(manager, one)).digest]).toEqual([one, digest]);
    },
    120_000,
  );

  it.each(managers)('tells whether %s makes a script executable for who installs it', async (manager) => {
    const npm = await pack('npm11', { node: 'node24', umask: '022', files: SCRIPT });
    const comparison = compareContents(
      npm,
      await pack(manager, { node: 'node24', umask: '022', files: SCRIPT }),
    );
    // These two take the bit away from all but the files of "bin": what the user gets differs.
    if (manager !== 'pnpm9' && manager !== 'pnpm10') expect(comparison.kind).toBe('same');
    else expect(comparison).toMatchObject({ kind: 'different', files: [{ path: 'tools/run.sh' }] });
  });
});
