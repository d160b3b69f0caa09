import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Config from '@npmcli/config';
import definitions from '@npmcli/config/lib/definitions/index.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { readRegistrySettings } from './settings.ts';

const require = createRequire(createRequire(import.meta.url).resolve('libnpmpublish'));

/** What npm's own requests show a registry, by what `libnpmpublish` sends with. */
const FETCH = 'npm-registry-fetch';
const getAuth = require(`${FETCH}/lib/auth.js`) as (
  url: string,
  options: object,
) => Readonly<Record<'token' | 'auth' | 'cert' | 'key', string | null>>;

let root = '';

beforeEach(() => {
  root = makeFolder();
});

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

type Env = Readonly<Record<string, string>>;

/** What npm itself makes of it, by all of its definitions. */
async function ask(env: Env): Promise<unknown> {
  const config = new Config({
    ...definitions,
    npmPath: root,
    argv: ['node', 'npm'],
    cwd: root,
    env: { ...env },
    warn: false,
  });
  config.setEnvs = () => undefined;
  await config.load();
  const { proxy, httpsProxy, noProxy, ca, cert, key, strictSSL } = config.flat;
  const registry = String(config.get('@shop:registry') ?? config.get('registry'));
  const { token, auth, cert: shown, key: own } = getAuth(registry, config.flat);
  return {
    connection: {
      proxy: httpsProxy || proxy || undefined,
      noProxy,
      ca: ca ?? undefined,
      cert: cert ?? undefined,
      key: key ?? undefined,
      strictSsl: strictSSL,
    },
    publishing: { access: config.get('access') ?? undefined, provenance: config.get('provenance') },
    target: {
      registry,
      authorization: token ? `Bearer ${token}` : auth ? `Basic ${auth}` : undefined,
      certificate: shown && own ? { cert: shown, key: own } : undefined,
    },
  };
}

const PEM = '-----BEGIN CERTIFICATE-----\nAB\n-----END CERTIFICATE-----';
const DEFAULT = 'registry=https://r.example/\n';
const DEEP = 'registry=https://r.example/api/npm/local/\n';

describe('the settings of npm that registries are reached by', () => {
  it.each<[string, Readonly<Record<string, string>>, Env]>([
    ['nothing', { 'package.json': '{}' }, {}],
    ['a registry', { '.npmrc': DEFAULT }, {}],
    ['a registry without a slash', { '.npmrc': 'registry = "https://r.example/path"\n' }, {}],
    ['a scope', { '.npmrc': `${DEFAULT}@shop:registry=https://s.example/\n` }, {}],
    ['a token', { '.npmrc': `${DEFAULT}//r.example/:_authToken=t\n` }, {}],
    ['a token of a variable', { '.npmrc': `${DEFAULT}//r.example/:_authToken=\${T}\n` }, { T: 'told' }],
    [
      'a variable that is not set, and may be',
      { '.npmrc': `${DEFAULT}//r.example/:_authToken=\${T?}\n` },
      {},
    ],
    [
      'a name and password',
      { '.npmrc': `${DEFAULT}//r.example/:username=u\n//r.example/:_password=cA==\n` },
      {},
    ],
    ['a token of the whole host', { '.npmrc': `${DEEP}//r.example/:_authToken=t\n` }, {}],
    ['a token of the way there', { '.npmrc': `${DEEP}//r.example/api:_authToken=t\n` }, {}],
    [
      'a nearer token',
      { '.npmrc': `${DEEP}//r.example/:_authToken=t\n//r.example/api/npm/:_authToken=u\n` },
      {},
    ],
    ['a nearer name', { '.npmrc': `${DEEP}//r.example/:_authToken=t\n//r.example/api/:_auth=dTpw\n` }, {}],
    [
      'a token of another way',
      { '.npmrc': `${DEEP}//r.example/ap/:_authToken=t\n//example/:_authToken=t\n` },
      {},
    ],
    [
      'a token and a name',
      { '.npmrc': `${DEFAULT}//r.example/:_auth=dTpw\n//r.example/:_authToken=t\n` },
      {},
    ],
    [
      'two ways to name somebody',
      {
        '.npmrc': `${DEFAULT}//r.example/:username=v\n//r.example/:_password=cA==\n//r.example/:_auth=dTpw\n`,
      },
      {},
    ],
    ['half a name', { '.npmrc': `${DEFAULT}//r.example/:username=u\n` }, {}],
    [
      'a certificate of a registry',
      { '.npmrc': `${DEEP}//r.example/:certfile=\${R}/c\n//r.example/:keyfile=\${R}/k\n`, c: 'C', k: 'K' },
      {},
    ],
    [
      'a certificate beside a token',
      {
        '.npmrc': `${DEEP}//r.example/api/:certfile=\${R}/c\n//r.example/api/:keyfile=\${R}/k\n//r.example/api/:_authToken=t\n`,
        c: 'C',
        k: 'K',
      },
      {},
    ],
    ['half a certificate', { '.npmrc': `${DEFAULT}//r.example/:certfile=\${R}/c\n`, c: 'C' }, {}],
    [
      'a certificate that is not there',
      { '.npmrc': `${DEFAULT}//r.example/:certfile=c\n//r.example/:keyfile=k\n` },
      {},
    ],
    ['proxies', { '.npmrc': 'proxy=http://p.example:1/\nhttps-proxy=http://q.example:2/\n' }, {}],
    ['one proxy', { '.npmrc': 'proxy=http://p.example:1/\n' }, {}],
    ['a proxy switched off', { '.npmrc': 'proxy=false\n', 'home/.npmrc': 'proxy=http://p.example:1/\n' }, {}],
    ['places without a proxy', { '.npmrc': 'noproxy=a.example,b.example\n' }, {}],
    ['a list of places without a proxy', { '.npmrc': 'noproxy[]=a.example\nnoproxy[]=b.example\n' }, {}],
    ['a loose connection', { '.npmrc': 'strict-ssl=false\n' }, {}],
    ['a certificate', { '.npmrc': `ca="${PEM.replaceAll('\n', '\\n')}"\ncert=c\nkey=k\n` }, {}],
    ['certificates', { '.npmrc': 'ca[]=a\nca[]=b\n' }, {}],
    ['a file of certificates', { '.npmrc': 'cafile=${R}/ca.pem\n', 'ca.pem': `${PEM}\r\n${PEM}\n` }, {}],
    ['an empty file of certificates', { '.npmrc': 'ca=a\ncafile=${R}/ca.pem\n', 'ca.pem': '' }, {}],
    ['a file of certificates that is not there', { '.npmrc': 'ca=a\ncafile=${R}/ca.pem\n' }, {}],
    [
      'a nearer file of certificates',
      { '.npmrc': 'cafile=${R}/ca.pem\n', 'ca.pem': PEM, 'home/.npmrc': 'ca=a\n' },
      {},
    ],
    [
      'a nearer certificate',
      { '.npmrc': 'ca=a\n', 'ca.pem': PEM, 'home/.npmrc': 'cafile=${R}/ca.pem\n' },
      {},
    ],
    ['the settings of a user', { 'home/.npmrc': `${DEFAULT}//r.example/:_authToken=u\n` }, {}],
    ['a project beside a user', { '.npmrc': 'registry=https://p.example/\n', 'home/.npmrc': DEFAULT }, {}],
    ['another file of a user', { 'other/npmrc': DEFAULT }, { npm_config_userconfig: '${R}/other/npmrc' }],
    ['the settings of all', { 'global/etc/npmrc': DEFAULT }, { npm_config_prefix: '${R}/global' }],
    ['another file of all', { 'all/npmrc': DEFAULT }, { npm_config_globalconfig: '${R}/all/npmrc' }],
    ['a prefix of a user', { 'home/.npmrc': 'prefix=${R}/global\n', 'global/etc/npmrc': DEFAULT }, {}],
    ['variables', { '.npmrc': DEFAULT }, { NPM_CONFIG_REGISTRY: 'https://v.example/' }],
    ['more variables', {}, { npm_config_https_proxy: 'http://p.example:1/', npm_config_strict_ssl: 'false' }],
    ['lists in variables', {}, { npm_config_ca: 'a\n\nb', npm_config_noproxy: 'a.example\n\nb.example' }],
    ['no project', { '.npmrc': DEFAULT }, { npm_config_location: 'global' }],
    ['no project either', { '.npmrc': DEFAULT }, { npm_config_global: 'true' }],
    ['how to publish', { '.npmrc': 'access=public\nprovenance=true\n' }, {}],
    ['how to publish, in variables', {}, { npm_config_access: 'restricted', NPM_CONFIG_PROVENANCE: 'true' }],
    ['an empty variable', { '.npmrc': DEFAULT }, { npm_config_registry: '' }],
    ['settings that nobody knows', { '.npmrc': `${DEFAULT}nodedir=/n\n//r.example/:never=1\n` }, {}],
  ])('are what npm makes of %s', async (_, files, more) => {
    const place = (text: string) => text.replaceAll('${R}', root);
    write({ 'package.json': '{}', ...mapValues(files, place) });
    const env = { HOME: join(root, 'home'), PREFIX: join(root, 'prefix'), ...mapValues(more, place) };
    const settings = await readRegistrySettings(root, 'npm', env);
    const { registry, ...credentials } = settings.target({ name: '@shop/cart', manifest: {} });
    const theirs = (await ask(env)) as { readonly target: { readonly registry: string } };
    // A slash at its end is ours.
    const own = theirs.target.registry.endsWith('/') ? registry : registry.slice(0, -1);
    const { connection, publishing } = settings;
    expect({ connection, publishing, target: { registry: own, ...credentials } }).toEqual(theirs);
  });
});

describe('a variable that is not set', () => {
  it.each([
    '//r.example/:_authToken=${NOT_SET}',
    '//r.example/:_authToken=npm_${NOT_SET}',
    '//r.example/:_auth=${NOT_SET}',
    '//r.example/:username=${NOT_SET}\n//r.example/:_password=cA==',
    '//r.example/:username=u\n//r.example/:_password=${NOT_SET}',
  ])('leaves no credentials in %j', async (lines) => {
    write({ 'package.json': '{}', '.npmrc': `${DEFAULT}${lines}\n` });
    const settings = await readRegistrySettings(root, 'npm', { HOME: join(root, 'home') });
    expect(settings.target({ name: 'a', manifest: {} }).authorization).toBeUndefined();
  });
});

function mapValues(
  texts: Readonly<Record<string, string>>,
  map: (text: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, map(text)]));
}
