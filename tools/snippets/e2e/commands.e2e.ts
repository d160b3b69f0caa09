import { mkdtemp, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { runCommandLine } from 'verstamp';
import { build } from 'vite';
import verstamp from '@verstamp/build/vite';
import schema from '@verstamp/build/verstamp.schema.json' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startRegistry } from '@verstamp/testing/registry';
import { commitAll, createWorkspace } from '@verstamp/testing/workspace';
import { git, makeBareRepository } from '@verstamp/testing/git';
import { startApi, type Api } from '../src/api.ts';
import {
  findFault,
  readCommands,
  readSteps,
  splitRest,
  withoutLauncher,
  type Command,
} from '../src/commands.ts';
import { nameOf, readKind } from '../src/pages.ts';
import { QUIET_ENV, type Ended } from '../src/run.ts';
import { isShown } from '../src/shown.ts';
import { openRepository, openWorkshop, type Workshop } from '../src/workshop.ts';

// What must end is not what must be quick: other tests run beside these.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const isOurs = ({ words }: Command) => withoutLauncher(words)[0] === 'verstamp';
/** Each once, however often pages name it. */
const named = (commands: readonly Command[]) => [
  ...new Map(
    commands.map((command) => [command.words.join(' '), { title: command.words.join(' '), command }]),
  ).values(),
];
const inJobs = readKind('pipeline').flatMap((block) => readSteps(block));
const all = [...readKind('commands').flatMap((block) => readCommands(block)), ...inJobs];
/** Commands in the scripts of settings files are commands as well. */
const inScripts = readKind('settings').flatMap(({ text }) => {
  const { scripts = {} } = JSON.parse(text) as { readonly scripts?: Readonly<Record<string, string>> };
  return Object.values(scripts).flatMap((script) => readCommands({ text: script }));
});

let workshop: Workshop;
let api: Api;

beforeAll(async () => {
  [workshop, api] = await Promise.all([openWorkshop(), startApi(careless)]);
  openRepository(workshop.folder);
  await workshop.write('index.html', '<!doctype html><script type="module" src="/src/index.js"></script>');
  await workshop.write(
    'src/index.js',
    "import { version } from 'virtual:verstamp';\nconsole.log(version);\n",
  );
  await build({ root: workshop.folder, configFile: false, logLevel: 'error', plugins: [verstamp()] });
});

afterAll(async () => {
  await workshop?.remove();
  await api?.close();
});

/** A server with the fault that the documentation shows an audit of: its refusals may be kept by caches. */
function careless(listener: RequestListener): RequestListener {
  return (request, response) => {
    const set = response.setHeader.bind(response);
    response.setHeader = (name, value) => (value === 'no-store' ? response : set(name, value));
    listener(request, response);
  };
}

/** In this process: what starts it is tested where it is at home. */
async function runCli(
  args: readonly string[],
  cwd = workshop.folder,
): Promise<Ended & { readonly printed: string }> {
  let output = '';
  let printed = '';
  const stderr = { write: (text: string | Uint8Array) => ((output += String(text)), true) };
  const stdout = { write: (text: string | Uint8Array) => ((printed += String(text)), stderr.write(text)) };
  const exit = await runCommandLine(args, { cwd, env: QUIET_ENV, stdout, stderr });
  return { exit, output, printed };
}

describe('commands of ours', () => {
  const ours = [...all, ...inScripts].filter((command) => isOurs(command));

  it.each(named(ours))('$title is what the command line takes', async ({ command }) => {
    const [, ...args] = withoutLauncher(command.words);
    const [own, rest] = splitRest(args);
    const { exit, output } = await runCli([...own, '--help']);
    expect(exit, output).toBe(0);
    expect(output).toMatch(/^(?:\{\n {2}"text": ")?Usage: /);
    if (rest.length) expect(findFault(withoutLauncher(rest))).toBeUndefined();
  });

  it.each(named(ours.filter(({ shown }) => shown.length)))(
    '$title prints what is shown',
    async ({ command }) => {
      const [, ...args] = withoutLauncher(command.words).map((word) => api.replaceIn(word));
      const isRelease = args[0] === 'release' || args[0] === 'guard';
      const { output, printed } = await (isRelease
        ? withShop(async (folder) => runCli(args, folder))
        : runCli(args));
      const shown = blank(api.replaceIn(command.shown.join('\n')));
      expect(isShown(blank(printed), shown), output).toBe(true);
    },
  );
});

/** What is another one each time: clock revisions, times, commits, registries, digests. */
function blank(text: string): string {
  return text
    .replaceAll(/\b\d{9}\b/g, 'REVISION')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'TIME')
    .replaceAll(/\b[0-9a-f]{40}\b/g, 'COMMIT')
    .replaceAll(/(?<="registry": )"[^"]+"/g, 'REGISTRY')
    .replaceAll(/"sha\d+-[\w+/=]+"/g, 'DIGEST');
}

/** Calls back with a workspace of one package that its registry does not know yet. */
async function withShop<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const registry = await startRegistry();
  const shop = await createWorkspace(registry.url, {
    'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['packages/*'] }),
    'package-lock.json': JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: {} }),
    '.gitignore': 'node_modules\n.npmrc\n',
    'packages/cart/package.json': JSON.stringify({
      name: '@shop/cart',
      version: '1.1.0',
      publishConfig: { access: 'public' },
    }),
  });
  try {
    await commitAll(shop);
    const remote = join(shop.root, '.git/remote.git');
    makeBareRepository(remote);
    git(shop.root, 'remote', 'add', 'origin', remote);
    return await task(shop.root);
  } finally {
    await shop.remove();
    await registry.close();
  }
}

describe('commands of others', () => {
  it.each(named(all.filter((command) => !isOurs(command))))('$title can be run', ({ command }) => {
    expect(findFault(withoutLauncher(command.words))).toBeUndefined();
  });
});

const settings = readKind('settings').map((block) => {
  return { name: nameOf(block), text: block.text, content: JSON.parse(block.text) as object };
});

it.each(settings)('$name is a settings file that is known here', ({ content }) => {
  const known = ['scripts', 'ledger', 'targetDefaults', 'tasks', 'compilerOptions'];
  expect(known.some((key) => key in content)).toBe(true);
});

it.each(settings.filter(({ content }) => 'ledger' in content))(
  '$name is a verstamp.json that is taken',
  async ({ content, text }) => {
    const isValid = new Ajv({ strict: false }).compile(schema);
    expect(isValid(content), JSON.stringify(isValid.errors)).toBe(true);
    const folder = await mkdtemp(join(workshop.folder, 'settings-'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'shop', version: '1.4.3' }));
    await writeFile(join(folder, 'verstamp.json'), text);
    const { exit, output } = await runCli(['next'], folder);
    expect(exit, output).toBe(0);
  },
);
