import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { CLI } from './cli.ts';

const repository = join(import.meta.dirname, '..', '..', '..');
const { VERSTAMP_REVISION: _, VERSTAMP_LEDGER: __, VERSTAMP_RELEASE: ___, ...QUIET } = process.env;

/** What Nx is told of a build that stamps. */
interface NxSettings {
  readonly namedInputs: Readonly<Record<string, readonly unknown[]>>;
  readonly targetDefaults: { readonly build: Readonly<Record<string, unknown>> };
}

const own = JSON.parse(readFileSync(join(repository, 'nx.json'), 'utf8')) as NxSettings;
const page = readFileSync(join(repository, 'docs/task-runner-caches.md'), 'utf8');
const shown = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '') as NxSettings;

/** What the page shows, and what every Nx workspace has beside it. */
const documented = {
  ...own,
  namedInputs: {
    production: own.namedInputs['production'],
    shared: own.namedInputs['shared'],
    ...shown.namedInputs,
  },
  targetDefaults: { build: { outputs: ['{projectRoot}/dist'], ...shown.targetDefaults.build } },
};

const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "workspace", "private": true, "workspaces": ["app"] }',
  'verstamp.json': '{ "ledger": "file:.verstamp/ledger.jsonl" }',
  '.gitignore': 'node_modules\n.nx\n.verstamp\ndist\n',
  'app/package.json': JSON.stringify({
    name: 'app',
    version: '1.4.3',
    type: 'module',
    scripts: { build: `"${process.execPath}" --conditions=@verstamp/source build.js` },
  }),
  'app/src/main.js': 'import { version } from "virtual:verstamp";\nconsole.log(version);\n',
  'app/build.js': `import verstamp from '@verstamp/build/esbuild';
import { build } from 'esbuild';
await build({ entryPoints: ['src/main.js'], bundle: true, platform: 'node', outdir: 'dist', plugins: [verstamp()] });
`,
};

let root: string;
beforeEach(() => {
  root = makeFolder();
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, 'node_modules/@verstamp'), { recursive: true });
  symlinkSync(join(repository, 'node_modules/nx'), join(root, 'node_modules/nx'));
  symlinkSync(join(repository, 'packages/build'), join(root, 'node_modules/@verstamp/build'));
  symlinkSync(join(repository, 'packages/build/node_modules/esbuild'), join(root, 'node_modules/esbuild'));
});

const NX = [join(repository, 'node_modules/nx/dist/bin/nx.js'), 'run', 'app:build'];
const NEXT = [...CLI, 'next', '--', process.execPath, ...NX];

async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const options = { cwd: join(root, 'app'), env: { ...QUIET, ...env } };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, options, (cause, stdout, stderr) => {
      if (cause) reject(new Error(stdout + stderr, { cause }));
      else resolve(stdout);
    });
  });
}

/** Builds where no output is left, and gives the revision that the output prints. */
async function build(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  rmSync(join(root, 'app/dist'), { recursive: true, force: true });
  await run(args, env);
  return Number((await run(['dist/main.js'])).trim().replace('1.4.3.', ''));
}

const configure = (settings: unknown) => writeFileSync(join(root, 'nx.json'), JSON.stringify(settings));

describe('Nx', { timeout: 90_000 }, () => {
  it('keeps the revision of a cached build, and gives each release a new one', async () => {
    configure(own);
    expect([await build(NX), await build(NX)]).toEqual([1, 1]);
    expect([await build(NEXT), await build(NEXT)]).toEqual([2, 3]);
    const bytes = readFileSync(join(root, 'app/dist/main.js'));
    expect(await build(NX, { VERSTAMP_REVISION: '2' })).toBe(2);
    expect(await build(NX, { VERSTAMP_REVISION: '3' })).toBe(3);
    expect(readFileSync(join(root, 'app/dist/main.js'))).toEqual(bytes);
    // Known by the variable alone, a release is run once and then replayed.
    const release = { VERSTAMP_RELEASE: '1' };
    expect([await build(NX, release), await build(NX, release)]).toEqual([4, 4]);
  });

  it('does so with what the page shows', async () => {
    configure(documented);
    expect([await build(NX), await build(NX), await build(NEXT)]).toEqual([1, 1, 2]);
  });

  it('replays the old revision where it is no input', async () => {
    configure({ ...own, namedInputs: { ...own.namedInputs, stamp: [] } });
    expect([await build(NX), await build(NEXT)]).toEqual([1, 1]);
  });
});
