import { cp, readFile, rm } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI } from './cli.ts';
import { createFixtures, HEALTHY, PIPELINE, runIn, type Fixtures, type FixtureFiles } from './fixture.ts';

/** What `verstamp doctor --json` prints. */
interface Report {
  readonly conclusion: string;
  readonly findings: ReadonlyArray<{
    readonly code: string;
    readonly severity: string;
    readonly place: string;
    readonly fix: string;
    readonly fixable: boolean;
    readonly page: string;
  }>;
  readonly fixed: readonly string[];
}

const run = promisify(execFile);

let fixtures: Fixtures;

beforeAll(async () => {
  fixtures = await createFixtures();
});

afterAll(async () => fixtures.remove());

async function examine(
  cwd: string,
  ...args: readonly string[]
): Promise<{ readonly exit: number | null; readonly report: Report }> {
  const { exit, stdout } = await runIn(cwd, ['doctor', '--json', ...args]);
  return { exit, report: JSON.parse(stdout) as Report };
}

/** A fault to plant: files to write, and what must be found then, at which place. */
interface Fault {
  readonly title: string;
  readonly files?: FixtureFiles;
  readonly plant?: (root: string) => Promise<void>;
  readonly code: string;
  readonly place: string;
  readonly severity?: 'error' | 'warning' | 'unknown';
  /** Whether --fix sets it right. */
  readonly isFixable?: boolean;
}

const web = HEALTHY['packages/web/package.json'] as object;
const cart = HEALTHY['packages/cart/package.json'] as object;
const WEB = 'packages/web/package.json';
const OUTPUT = 'packages/web/dist';

/** Inputs of a task that stamps. */
const STAMP = [{ env: 'VERSTAMP_REVISION' }, { env: 'VERSTAMP_RELEASE' }];

/** A build script of esbuild's, its plugins in this order. */
function buildScript(plugins: string): string {
  return `import verstamp from '@verstamp/build/esbuild';
import * as esbuild from 'esbuild';
import { compress } from 'esbuild-plugin-compress';
import { nodeExternals } from 'esbuild-plugin-node-externals';

await esbuild.build({ bundle: true, plugins: [${plugins}] });
`;
}

const FAULTS: readonly Fault[] = [
  {
    title: 'an Nx target default without the revision',
    files: {
      'nx.json':
        '{\n  // ours\n  "targetDefaults": { "build": { "cache": true, "inputs": ["default"] } }\n}\n',
    },
    code: 'TASK_CACHE_REPLAYS',
    place: 'nx.json',
    isFixable: true,
  },
  {
    title: 'an Nx target default without inputs',
    files: { 'nx.json': { targetDefaults: { 'b*': [{ cache: true }] } } },
    code: 'TASK_CACHE_REPLAYS',
    place: 'nx.json',
    isFixable: true,
  },
  {
    title: "a package's own Nx target without the revision",
    files: {
      [WEB]: { ...web, nx: { targets: { build: { cache: true, inputs: ['{projectRoot}/src'] } } } },
      'nx.json': {},
    },
    code: 'TASK_CACHE_REPLAYS',
    place: WEB,
    isFixable: true,
  },
  {
    title: "a package's own Nx target that sets the default's inputs aside",
    files: {
      'packages/web/project.json': { targets: { build: { inputs: ['{projectRoot}/src'] } } },
      'nx.json': { targetDefaults: { build: { cache: true, inputs: STAMP } } },
    },
    code: 'TASK_CACHE_REPLAYS',
    place: 'packages/web/project.json',
    isFixable: true,
  },
  {
    title: 'one default that several packages go by',
    files: {
      'nx.json': { targetDefaults: { build: { cache: true, inputs: ['default'] } } },
      'packages/admin/package.json': { ...web, name: 'admin' },
      'packages/admin/vite.config.ts': HEALTHY['packages/web/vite.config.ts'] as string,
    },
    code: 'TASK_CACHE_REPLAYS',
    place: 'nx.json',
    isFixable: true,
  },
  {
    title: 'a default for other projects that knows the revision',
    files: {
      'nx.json': {
        targetDefaults: {
          build: [{ cache: true }, { filter: { projects: ['admin*'] }, inputs: STAMP }],
        },
      },
    },
    code: 'TASK_CACHE_REPLAYS',
    place: 'nx.json',
    isFixable: true,
  },
  {
    title: 'an operation that an old nx.json calls cacheable',
    files: {
      'nx.json': { tasksRunnerOptions: { default: { options: { cacheableOperations: ['build'] } } } },
    },
    code: 'TASK_CACHE_REPLAYS',
    place: 'nx.json',
    isFixable: true,
  },
  {
    title: "a target of Nx' plugin for Vite",
    files: { 'nx.json': { plugins: [{ plugin: '@nx/vite/plugin' }] } },
    code: 'TASK_CACHE_REPLAYS',
    place: 'nx.json',
  },
  {
    title: 'a task of Nx that knows the revision and not the release',
    files: { 'nx.json': { targetDefaults: { build: { cache: true, inputs: STAMP.slice(0, 1) } } } },
    code: 'TASK_CACHE_REPLAYS',
    place: 'nx.json',
    severity: 'warning',
    isFixable: true,
  },
  {
    title: 'a task of Turborepo without the revision',
    files: {
      'turbo.json': { tasks: { build: { outputs: ['dist/**'], passThroughEnv: ['VERSTAMP_*'] } } },
    },
    code: 'TASK_CACHE_REPLAYS',
    place: 'turbo.json',
    isFixable: true,
  },
  {
    title: 'a task of Turborepo that takes the revision out again',
    files: { 'turbo.json': { pipeline: { build: { env: ['VERSTAMP_*', '!VERSTAMP_REVISION'] } } } },
    code: 'TASK_CACHE_REPLAYS',
    place: 'turbo.json',
  },
  {
    title: "a package's turbo.json that leaves the revision out",
    files: { 'packages/web/turbo.json': { extends: ['//'], tasks: { build: { env: ['MODE'] } } } },
    code: 'TASK_CACHE_REPLAYS',
    place: 'packages/web/turbo.json',
    isFixable: true,
  },
  {
    title: 'a package without a receipt',
    files: { 'packages/cart/package.json': { ...cart, scripts: {} } },
    code: 'RECEIPT_MISSING',
    place: 'packages/cart/package.json',
    severity: 'warning',
    isFixable: true,
  },
  {
    title: 'a package without a receipt that a job releases',
    files: {
      'package.json': { name: 'shop-workspace', private: true },
      [PIPELINE]: 'env: { VERSTAMP_RELEASE: 1 }\nrun: |\n  npx verstamp release\n',
      'packages/cart/package.json': { ...cart, scripts: {} },
    },
    code: 'RECEIPT_MISSING',
    place: 'packages/cart/package.json',
    severity: 'warning',
    isFixable: true,
  },
  {
    title: 'a package without the receipt that yarn 2 and later ask for',
    files: {
      'package.json': {
        name: 'shop-workspace',
        private: true,
        workspaces: ['packages/*'],
        packageManager: 'yarn@4.10.3',
        scripts: { release: 'verstamp release' },
      },
    },
    plant: async (root) => rm(join(root, 'pnpm-workspace.yaml')),
    code: 'RECEIPT_MISSING',
    place: 'packages/cart/package.json',
    severity: 'warning',
    isFixable: true,
  },
  {
    title: 'a package whose prepublishOnly does something else',
    files: { 'packages/cart/package.json': { ...cart, scripts: { prepublishOnly: 'npm test' } } },
    code: 'RECEIPT_MISSING',
    place: 'packages/cart/package.json',
    severity: 'warning',
    isFixable: true,
  },
  {
    title: 'an output of another version',
    files: { [WEB]: { ...web, version: '1.5.0' } },
    code: 'OUTPUT_STALE',
    place: OUTPUT,
  },
  {
    title: 'a page of another build in an output',
    plant: async (root) => {
      const { writeFiles } = await import('./fixture.ts');
      const page = await readFile(join(root, OUTPUT, 'index.html'), 'utf8');
      await writeFiles(root, { [`${OUTPUT}/old.html`]: page.replace('1.4.3.417', '1.4.3.416') });
    },
    code: 'STAMPS_DISAGREE',
    place: OUTPUT,
  },
  {
    title: 'two outputs of one package with a revision each',
    plant: async (root) => {
      const { default: verstamp } = await import('@verstamp/build/esbuild');
      const { build } = await import('esbuild');
      await build({
        absWorkingDir: join(root, 'packages/web'),
        stdin: { contents: "import { version } from 'virtual:verstamp';\nconsole.log(version);" },
        outfile: join(root, 'packages/web/server/main.js'),
        bundle: true,
        platform: 'node',
        plugins: [verstamp({ revision: 418 })],
      });
    },
    code: 'STAMPS_DISAGREE',
    place: 'packages/web/server',
    severity: 'warning',
  },
  {
    title: 'client and server in one folder with a revision each',
    plant: async (root) => {
      const output = join(root, OUTPUT);
      await cp(output, join(root, 'packages/web/build/client'), { recursive: true });
      await rm(output, { recursive: true });
      const { writeFiles } = await import('./fixture.ts');
      const stamp = { name: 'web', version: '1.4.3.416', time: '2026-11-21T02:00:00Z' };
      await writeFiles(root, { 'packages/web/build/server/.verstamp/stamp.json': { stamp, stamps: [] } });
    },
    code: 'STAMPS_DISAGREE',
    place: 'packages/web/build/server',
  },
  {
    title: 'a file that something rewrote after the build',
    files: { [`${OUTPUT}/version.json`]: '{}' },
    code: 'OUTPUT_ALTERED',
    place: OUTPUT,
  },
  {
    title: 'a file that something removed after the build',
    plant: async (root) => rm(join(root, OUTPUT, 'version.json')),
    code: 'OUTPUT_ALTERED',
    place: OUTPUT,
  },
  {
    title: 'a record that cannot be read',
    files: { [`${OUTPUT}/.verstamp/files.json`]: '{' },
    code: 'RECORD_UNREADABLE',
    place: OUTPUT,
  },
  {
    title: 'a bundler that does not load the plugin',
    files: {
      'packages/web/vite.config.ts':
        "import verstamp from '@verstamp/build/vite';\nexport default { plugins: [] };\n",
    },
    code: 'PLUGIN_ABSENT',
    place: 'packages/web/vite.config.ts',
  },
  {
    title: 'a build with Vite that has no configuration',
    plant: async (root) => rm(join(root, 'packages/web/vite.config.ts')),
    code: 'PLUGIN_ABSENT',
    place: WEB,
  },
  {
    title: "a build script of esbuild's that does not load the plugin",
    files: {
      'packages/web/vite.config.ts': '',
      'packages/web/build.mjs':
        "import * as esbuild from 'esbuild';\nawait esbuild.build({ bundle: true });\n",
    },
    code: 'PLUGIN_ABSENT',
    place: 'packages/web/build.mjs',
  },
  {
    title: 'a plugin of esbuild that leaves our module outside',
    files: {
      'packages/web/build.mjs': buildScript('nodeExternals(), verstamp()'),
    },
    code: 'PLUGIN_ORDER',
    place: 'packages/web/build.mjs',
  },
  {
    title: 'a plugin of esbuild that writes behind ours',
    files: {
      'packages/web/build.mjs': buildScript('verstamp(), compress({ gzip: true })'),
    },
    code: 'PLUGIN_ORDER',
    place: 'packages/web/build.mjs',
    severity: 'warning',
  },
  {
    title: 'a ledger in a file of the checkout, and jobs that keep none',
    files: { 'verstamp.json': { ledger: 'file:.verstamp/ledger.jsonl' } },
    code: 'LEDGER_LOCAL',
    place: 'verstamp.json',
  },
  {
    title: 'a deploy job without a ledger',
    plant: async (root) => rm(join(root, 'verstamp.json')),
    code: 'LEDGER_LOCAL',
    place: PIPELINE,
    severity: 'warning',
  },
  {
    title: 'a ledger in a folder that builds empty',
    files: { 'verstamp.json': { ledger: 'file:packages/web/dist/ledger.jsonl' }, [PIPELINE]: '' },
    code: 'LEDGER_SWEPT',
    place: 'verstamp.json',
  },
  {
    title: 'a revision that the configuration writes down',
    files: {
      'packages/web/vite.config.ts':
        "import verstamp from '@verstamp/build/vite';\nexport default { plugins: [verstamp({ revision: 1 })] };\n",
    },
    code: 'REVISION_FIXED',
    place: 'packages/web/vite.config.ts',
  },
  {
    title: 'a revision that a script writes down',
    files: { [WEB]: { ...web, scripts: { build: 'VERSTAMP_REVISION=7 vite build' } } },
    code: 'REVISION_FIXED',
    place: WEB,
  },
  {
    title: 'a revision that a job writes down',
    files: { [PIPELINE]: "env:\n  VERSTAMP_REVISION: '12'\nrun: npm run build\n" },
    code: 'REVISION_FIXED',
    place: PIPELINE,
  },
  {
    title: 'a plugin that is there twice',
    files: {
      'packages/web/vite.config.ts':
        "import verstamp from '@verstamp/build/vite';\nexport default { plugins: [verstamp(), verstamp()] };\n",
    },
    code: 'PLUGIN_TWICE',
    place: 'packages/web/vite.config.ts',
  },
  {
    title: 'a file where the version document goes',
    files: { 'packages/web/public/version.json': {} },
    code: 'DOCUMENT_TAKEN',
    place: 'packages/web/public/version.json',
  },
  {
    title: 'a ledger that is damaged',
    files: {
      'verstamp.json': { ledger: 'file:.verstamp/ledger.jsonl' },
      '.verstamp/ledger.jsonl': '{}\n',
      [PIPELINE]: 'env: { VERSTAMP_LEDGER: "${{ secrets.LEDGER }}" }',
    },
    code: 'LEDGER_DAMAGED',
    place: 'verstamp.json',
  },
  {
    title: 'a ledger of a kind that does not exist',
    files: { 'verstamp.json': { ledger: 'ftp://ledger.example' } },
    code: 'LEDGER_UNKNOWN',
    place: 'verstamp.json',
  },
  {
    title: 'a ledger on a remote that does not answer',
    files: { 'verstamp.json': { ledger: 'git+ref:nowhere' } },
    code: 'LEDGER_UNREACHABLE',
    place: 'verstamp.json',
    severity: 'unknown',
  },
  {
    title: 'a verstamp.json that cannot be used',
    files: { 'verstamp.json': '[]' },
    code: 'CONFIG_INVALID',
    place: 'verstamp.json',
  },
  {
    title: 'a setting of the guard that means nothing',
    files: { 'verstamp.json': { unplanned: 'Warn' } },
    code: 'CONFIG_INVALID',
    place: 'verstamp.json',
  },
  {
    title: 'an nx.json that cannot be read',
    files: { 'nx.json': '{' },
    code: 'WORKSPACE_INVALID',
    place: 'nx.json',
    severity: 'unknown',
  },
];

describe('verstamp doctor', () => {
  it('finds nothing where nothing is wrong', async () => {
    const root = await fixtures.make();
    expect(await examine(root)).toEqual({
      exit: 0,
      report: { conclusion: 'holds', findings: [], fixed: [] },
    });
    expect(await runIn(root, ['doctor'])).toMatchObject({ exit: 0, stdout: 'Nothing was found.\n' });
  });

  it.runIf(process.platform !== 'win32')(
    'has few files open at once, however many packages there are',
    async () => {
      const files: Record<string, object | string> = {};
      for (let index = 0; index < 500; index++) {
        const name = `packages/many-${index}`;
        files[`${name}/package.json`] = { name, private: true };
        for (const script of 'abcd') files[`${name}/${script}.js`] = 'run();\n';
      }
      const root = await fixtures.make(files);
      const script = 'ulimit -n 128; exec "$@"';
      const { stdout } = await run('sh', ['-c', script, 'sh', process.execPath, ...CLI, 'doctor'], {
        cwd: root,
      });
      expect(stdout).toBe('Nothing was found.\n');
    },
  );

  it.each(FAULTS)('finds $title, and nothing else', async ({ files, plant, code, place, ...fault }) => {
    const { severity = 'error', isFixable = false } = fault;
    const root = await fixtures.make(files);
    await plant?.(root);
    const { exit, report } = await examine(root);
    const found = report.findings.map((finding) => [finding.code, finding.severity, finding.place]);
    expect(found).toEqual([[code, severity, place]]);
    expect(exit).toBe({ error: 1, warning: 0, unknown: 3 }[severity]);
    expect(report.findings[0]?.page).toBe(
      `https://github.com/verstamp/verstamp/blob/main/docs/errors/${code}.md`,
    );
    if (!isFixable) return;
    expect((await examine(root, '--fix')).report).toMatchObject({
      findings: [],
      fixed: [expect.any(String)],
    });
    expect((await examine(root, '--fix')).report).toMatchObject({ findings: [], fixed: [] });
  });

  it.each<readonly [string, FixtureFiles]>([
    [
      'a shared preset may bring the plugin',
      {
        'packages/preset/package.json': { name: '@shop/preset', version: '1.0.0', private: true },
        'packages/web/vite.config.ts': "import preset from '@shop/preset';\nexport default preset();\n",
      },
    ],
    [
      'a configuration in parts brings the plugin',
      {
        'packages/web/vite.config.ts': "import base from './config/base.js';\nexport default { ...base };\n",
        'packages/web/config/base.ts':
          "import verstamp from '@verstamp/build/vite';\nexport default { plugins: [verstamp()] };\n",
      },
    ],
    ...[
      "const { default: verstamp } = await import('@verstamp/build/vite');\n  return { plugins: [verstamp()] };",
      "const ours = require('@verstamp/build/vite');\n  return { plugins: [ours.verstamp()] };",
      "return { plugins: [(await import('@verstamp/build/vite')).default()] };",
      "return import('@verstamp/build/vite').then((ours) => ({ plugins: [ours.verstamp()] }));",
      "return (await import('./config/base.js')).default;",
    ].map((body): readonly [string, FixtureFiles] => [
      `a function has the plugin: ${body}`,
      {
        'packages/web/vite.config.ts': `export default async () => {\n  ${body}\n};\n`,
        'packages/web/config/base.ts': HEALTHY['packages/web/vite.config.ts'] as string,
      },
    ]),
    ...["export { default } from './config/base.ts';", "export * from './config/base.ts';"].map(
      (text): readonly [string, FixtureFiles] => [
        `a configuration passes another on: ${text}`,
        {
          'packages/web/vite.config.ts': `${text}\n`,
          'packages/web/config/base.ts': HEALTHY['packages/web/vite.config.ts'] as string,
        },
      ],
    ),
    [
      'a file passes the plugin on',
      {
        'packages/web/vite.config.ts':
          "import { stamp } from './config/stamp.ts';\nexport default { plugins: [stamp()] };\n",
        'packages/web/config/stamp.ts': "export { default as stamp } from '@verstamp/build/vite';\n",
      },
    ],
    ['a configuration cannot be parsed', { 'packages/web/vite.config.ts': 'export default {' }],
    [
      "Nx' own default input knows the revision",
      {
        'nx.json': {
          namedInputs: { default: ['{projectRoot}/**/*', ...STAMP] },
          targetDefaults: { build: { cache: true } },
        },
      },
    ],
    [
      "a package's own inputs extend those of the default",
      {
        'packages/web/project.json': { targets: { build: { inputs: ['...', '{projectRoot}/src'] } } },
        'nx.json': { targetDefaults: { 'b*': [{ cache: true, inputs: STAMP }] } },
      },
    ],
    [
      'a later default for this project knows the revision',
      {
        'nx.json': {
          targetDefaults: {
            build: [
              { cache: true, inputs: [] },
              { filter: { projects: ['w*'] }, inputs: STAMP },
            ],
          },
        },
      },
    ],
    ['a task is not cached', { 'nx.json': { targetDefaults: { build: { cache: false } } } }],
    [
      'every task hears of the revision',
      { 'turbo.json': { globalEnv: ['VERSTAMP_*'], tasks: { build: {} } } },
    ],
    [
      "a package's turbo.json extends the list",
      {
        'packages/web/turbo.json': {
          extends: ['//'],
          tasks: { build: { env: ['$TURBO_EXTENDS$', 'MODE'] } },
        },
      },
    ],
    [
      'a job that only lints meets a ledger in a file',
      { 'verstamp.json': { ledger: 'file:ledger.jsonl' }, [PIPELINE]: 'run: npm run lint\n' },
    ],
    [
      'a job brings its ledger',
      { 'verstamp.json': { ledger: 'file:ledger.jsonl' }, [PIPELINE]: 'VERSTAMP_LEDGER: x # build' },
    ],
  ])('finds nothing where %s', async (_, files) => {
    expect((await examine(await fixtures.make(files))).report.findings).toEqual([]);
  });

  it('keeps comments and what else stands in a file that it sets right', async () => {
    const root = await fixtures.make(FAULTS[0]?.files);
    await examine(root, '--fix');
    expect(await readFile(join(root, 'nx.json'), 'utf8')).toBe(
      '{\n  // ours\n  "targetDefaults": { "build": { "cache": true, "inputs": ["default", { "env": "VERSTAMP_REVISION" }, { "env": "VERSTAMP_RELEASE" }] } }\n}\n',
    );
  });

  it('adds one input where several packages go by it', async () => {
    const root = await fixtures.make(FAULTS.find(({ title }) => title.includes('several packages'))?.files);
    await examine(root, '--fix');
    expect(JSON.parse(await readFile(join(root, 'nx.json'), 'utf8'))).toEqual({
      targetDefaults: { build: { cache: true, inputs: ['default', ...STAMP] } },
    });
  });

  it('keeps what prepublishOnly did before', async () => {
    const root = await fixtures.make(
      FAULTS.find(({ title }) => title.includes('does something else'))?.files,
    );
    await examine(root, '--fix');
    expect(await readFile(join(root, 'packages/cart/package.json'), 'utf8')).toContain(
      '"prepublishOnly": "verstamp guard --receipt && npm test"',
    );
  });
});
