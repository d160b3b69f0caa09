import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFull } from '@verstamp/testing/size';
import { openPlace, setStage, type Faults, type Place, type Stage } from '../../release/e2e/fault-table.ts';
import type { Fault } from '@verstamp/testing/faulty-registry';
import { TOKEN } from '@verstamp/testing/workspace';
import { findSecrets, LEAKS, SECRETS } from './leaks.ts';
import { runCommandLine } from '../src/index.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage('secrets');
}, 120_000);

afterAll(async () => stage.close());

/** The surroundings in which every secret stands somewhere. */
function hide({ proxy }: Place): NodeJS.ProcessEnv {
  const { host } = new URL(proxy.url);
  return {
    npm_config_registry: `http://user:${SECRETS.address}@${host}/`,
    npm_config_otp: SECRETS.oneTime,
    NPM_TOKEN: SECRETS.variable,
    NODE_AUTH_TOKEN: SECRETS.variable,
    CHANGESETS_OUTPUT: 'events.jsonl',
    GITHUB_ACTIONS: 'true',
  };
}

interface Shown {
  readonly exit: number;
  readonly text: string;
}

/** Runs a command in a place, and gathers all that it left for anybody to read. */
async function run(
  place: Place,
  args: readonly string[],
  env: NodeJS.ProcessEnv = hide(place),
): Promise<Shown> {
  const { root, planFolder } = place;
  const texts: string[] = [];
  const sink = { write: (text: string | Uint8Array) => texts.push(String(text)) > 0 };
  const surroundings = { cwd: root, env: { ...place.env, ...env }, stdout: sink, stderr: sink };
  const plan = args.includes('--plan') ? [planFolder] : [];
  const exit = await runCommandLine([...args, ...plan], surroundings);
  for (const file of ['.verstamp/ledger.jsonl', 'events.jsonl', '.git/packed-refs']) {
    texts.push(await readFile(join(root, file), 'utf8').catch(() => ''));
  }
  return { exit, text: texts.join('\n') };
}

const NOT_FOUND: Fault = { kind: 'answer', status: 404, body: '{"error":"no"}' };
const WHERE: readonly (readonly [string, (fault: Fault) => Faults])[] = [
  ['version document', (fault) => ({ 'version document': fault })],
  ['packument', (fault) => ({ 'version document': NOT_FOUND, packument: fault })],
  ['tarball', (fault) => ({ tarball: fault })],
  ['upload', (fault) => ({ ...stage.stale, tarball: NOT_FOUND, upload: fault })],
];

const BOTH: readonly (readonly string[])[] = [[], ['--json']];

/** Both in the full size, else one after the other by turns. */
const formatsOf = (turn: number): typeof BOTH => (isFull ? BOTH : BOTH.slice(turn % 2, (turn % 2) + 1));

/** Every leak at once, since a release waits long for what it cannot read back; gives what was shown, by leak. */
async function leakAll(
  leaks: typeof LEAKS,
  { at, command }: { readonly at: (fault: Fault) => Faults; readonly command: string },
): Promise<ReadonlyMap<string, Shown>> {
  const runs = leaks.flatMap(([title, leak], turn) =>
    formatsOf(turn).map(async (format) => {
      const place = await openPlace(stage, (authorization) => at(leak(authorization)));
      try {
        const shown = await run(place, [command, ...format, '--plan']);
        // Otherwise there was nothing to be shown.
        expect(place.proxy.seen.some(([, , sent]) => sent?.includes(TOKEN))).toBe(true);
        return [[title, ...format].join(' '), shown] as const;
      } finally {
        await place.close();
      }
    }),
  );
  return new Map(await Promise.all(runs));
}

const QUESTIONS = WHERE.filter(([title]) => title !== 'upload');

describe.concurrent.each([
  ...QUESTIONS.map(([title, at]) => ({ command: 'guard', title, at })),
  ...(isFull ? WHERE : WHERE.slice(-1)).map(([title, at]) => ({ command: 'release', title, at })),
])('$command, $title', ({ command, title: asked, at }) => {
  it('shows no secret in any output, whatever the registry does with it', async () => {
    // What an upload is answered with success is looked for half a minute.
    const leaks = asked === 'upload' && !isFull ? LEAKS.slice(0, 5) : LEAKS;
    const shown = await leakAll(leaks, { at, command });
    expect(shown.size).toBe(leaks.length * formatsOf(0).length);
    for (const [title, { text }] of shown) {
      expect([title, findSecrets(text)]).toEqual([title, []]);
      expect(text).toContain('@secrets');
    }
  }, 120_000);
});

interface Surrounding {
  readonly title: string;
  readonly env?: (place: Place) => NodeJS.ProcessEnv;
  readonly files?: (place: Place) => Readonly<Record<string, string>>;
  /** @default `--plan`, so that nothing is packed */
  readonly args?: readonly string[];
}

const ledger = (address: string) => ({ VERSTAMP_LEDGER: address });
const withPassword = (scheme: string, password: string) =>
  `${scheme}://user:${password}@127.0.0.1:9/x?key=${password}`;

const SURROUNDINGS: readonly Surrounding[] = [
  { title: 'a PostgreSQL where nobody is', env: () => ledger(withPassword('postgres', SECRETS.ledger)) },
  { title: 'a Redis where nobody is', env: () => ledger(withPassword('redis', SECRETS.ledger)) },
  { title: 'a ledger of no known kind', env: () => ledger(withPassword('mongo', SECRETS.ledger)) },
  { title: 'a ledger at no address', env: () => ledger(`postgres://user:${SECRETS.ledger}@:x/`) },
  {
    title: 'a remote that does not exist',
    env: () => ledger(`git+ref:${withPassword('http', SECRETS.ledger)}`),
  },
  {
    title: 'a proxy where nobody is',
    env: () => ({ npm_config_proxy: withPassword('http', SECRETS.proxy), npm_config_noproxy: '' }),
  },
  { title: 'a proxy at no address', env: () => ({ npm_config_proxy: `http://user:${SECRETS.proxy}@:x/` }) },
  {
    title: 'a registry at no address',
    env: () => ({ npm_config_registry: `http://user:${SECRETS.address}@:x/` }),
  },
  {
    title: 'a registry of another protocol',
    env: () => ({ npm_config_registry: withPassword('ftp', SECRETS.address) }),
  },
  {
    title: 'registries that do not agree',
    files: ({ proxy }) => ({
      '.npmrc': [
        `registry=${proxy.url}`,
        `@secrets:registry=http://user:${SECRETS.address}@127.0.0.1:9/`,
        `//127.0.0.1:9/:_password=${Buffer.from(SECRETS.address).toString('base64')}`,
        '//127.0.0.1:9/:username=user',
      ].join('\n'),
    }),
  },
  {
    title: 'a script that prints what it knows and fails',
    args: [],
    files: () => ({
      'packages/0/package.json': JSON.stringify({
        name: '@secrets/base',
        version: '1.0.0',
        scripts: { prepack: 'cat ../../.npmrc >&2; env | tail -c 400 >&2; env | grep -i plain >&2; exit 1' },
      }),
    }),
  },
  {
    title: 'an identity that is not exchanged',
    env: ({ proxy }) => ({
      ACTIONS_ID_TOKEN_REQUEST_URL: `${proxy.url}identity?key=${SECRETS.query}`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: SECRETS.identity,
      NPM_ID_TOKEN: SECRETS.identity,
    }),
  },
];

describe.concurrent.each(SURROUNDINGS)('$title', ({ env, files, args = ['--plan'] }) => {
  it.each(['guard', 'release'])(
    'shows no secret in any output of %s',
    async (command) => {
      for (const format of formatsOf(command === 'guard' ? 0 : 1)) {
        const place = await openPlace(stage, () => ({ ...stage.stale, tarball: NOT_FOUND }));
        try {
          for (const [path, text] of Object.entries(files?.(place) ?? {})) {
            await writeFile(join(place.root, path), text);
          }
          const { text } = await run(place, [command, ...format, ...args], {
            ...hide(place),
            ...env?.(place),
          });
          expect(text.length).toBeGreaterThan(50);
          expect(findSecrets(text)).toEqual([]);
        } finally {
          await place.close();
        }
      }
    },
    120_000,
  );
});
