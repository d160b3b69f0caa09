import { readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preview } from 'vite';
import { createGate, type GateOptions } from '@verstamp/server';
import { guardListener } from '@verstamp/server/node';
import { listen } from '@verstamp/testing/listen';
import { createFixtures, runIn, type Fixtures } from './fixture.ts';
import type { CliRun } from './cli.ts';

let fixtures: Fixtures;
let root: string;
let page: string;
let version: string;

beforeAll(async () => {
  fixtures = await createFixtures();
  root = await fixtures.make();
  page = await readFile(join(root, 'packages/web/dist/index.html'), 'utf8');
  version = await readFile(join(root, 'packages/web/dist/version.json'), 'utf8');
});

afterAll(async () => fixtures.remove());

/** Runs `verstamp doctor URL` outside of any workspace, against a server that lives as long. */
async function examine(listener: RequestListener, path: string, ...args: readonly string[]): Promise<CliRun> {
  const { origin, close } = await listen(createServer(listener));
  try {
    return await runIn('/', ['doctor', `${origin}${path}`, '--json', ...args]);
  } finally {
    await close();
  }
}

type Headers = Readonly<Record<string, string>>;

interface Site {
  readonly page?: string;
  readonly pageStatus?: number;
  readonly pageHeaders?: Headers;
  readonly document?: string;
  readonly documentStatus?: number;
  readonly documentHeaders?: Headers;
}

/** A static site as it should be, but for what is given. */
function site(given: () => Site = () => ({})): RequestListener {
  return ({ url = '' }, response) => {
    const {
      pageHeaders,
      pageStatus = 200,
      document = version,
      documentStatus = 200,
      documentHeaders,
      ...rest
    } = given();
    if (url === '/app/version.json') {
      const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' };
      response.writeHead(documentStatus, { ...headers, ...documentHeaders }).end(document);
    } else if (url.startsWith('/app/')) {
      const headers = { 'Content-Type': 'text/html', 'Content-Security-Policy': "default-src 'self'" };
      response.writeHead(pageStatus, { ...headers, ...pageHeaders }).end(rest.page ?? page);
    } else response.writeHead(404).end();
  };
}

/** A site that shows its version document to nobody who is not logged in. */
const closed: RequestListener = (request, response) => {
  if (request.url === '/app/version.json') response.writeHead(302, { Location: '/app/login' }).end();
  else site()(request, response);
};

/** An API behind a gate. */
function api(
  options: Partial<GateOptions> = {},
  tamper: (response: ServerResponse) => void = () => {},
): RequestListener {
  const gate = createGate({ name: 'shop', version: '2.1.0.417', log: false, ...options });
  const guarded = guardListener(gate, (_request, response) => response.end('{}'));
  return (request, response) => {
    tamper(response);
    guarded(request, response);
  };
}

/** Sets headers otherwise than the code after it wants. */
function override(replace: (name: string, value: unknown) => unknown): (response: ServerResponse) => void {
  return (response) => {
    const set = response.setHeader.bind(response);
    response.setHeader = (name, value) => {
      const other = replace(name, value);
      return other === undefined ? response : set(name, other as string);
    };
  };
}

const shared: Headers = { 'Access-Control-Allow-Origin': '*' };

interface Fault {
  readonly title: string;
  readonly listener: RequestListener;
  readonly path?: string;
  readonly args?: readonly string[];
  readonly code: string;
  readonly severity?: 'error' | 'warning' | 'unknown';
}

const FAULTS: readonly Fault[] = [
  {
    title: 'a version document that caches may keep',
    listener: site(() => ({ documentHeaders: { 'Cache-Control': 'public, max-age=600' } })),
    code: 'DOCUMENT_CACHED',
  },
  {
    title: 'a version document that the single-page fallback answers',
    listener: site(() => ({ document: page, documentHeaders: { 'Content-Type': 'text/html' } })),
    code: 'DOCUMENT_FALLBACK',
  },
  {
    title: 'a fallback where the page says that its version document is',
    listener: site(() => ({
      page: page.replace('<meta name="verstamp"', '<meta data-document="about.json" name="verstamp"'),
    })),
    code: 'DOCUMENT_FALLBACK',
  },
  {
    title: 'a version document that is not there',
    listener: site(() => ({ document: '', documentStatus: 404 })),
    code: 'DOCUMENT_MISSING',
    severity: 'warning',
  },
  {
    title: 'a page of another build than its version document',
    listener: site(() => ({ page: page.replace('1.4.3.417', '1.4.3.416') })),
    code: 'STAMPS_DISAGREE',
  },
  {
    title: 'a policy that keeps the page from asking',
    listener: site(() => ({
      pageHeaders: { 'Content-Security-Policy': "default-src 'self'; connect-src 'none'" },
    })),
    code: 'CSP_BLOCKS_DOCUMENT',
  },
  {
    title: 'a policy in the page itself that keeps it from asking',
    listener: site(() => ({
      page: page.replace(
        '<head>',
        '<head><meta http-equiv="Content-Security-Policy" content="connect-src https:">',
      ),
    })),
    code: 'CSP_BLOCKS_DOCUMENT',
  },
  {
    title: 'a page that fails beside a document that does not',
    listener: site(() => ({ page: 'Bad Gateway', pageStatus: 502 })),
    code: 'TARGET_UNREADABLE',
    severity: 'unknown',
  },
  {
    title: 'a server that names no version',
    listener: (_request, response) => response.end('hello'),
    code: 'SERVER_SILENT',
    severity: 'unknown',
  },
  {
    title: 'an API whose version pages cannot read',
    path: '/orders',
    listener: api({}, (response) => response.setHeader('Access-Control-Allow-Origin', '*')),
    code: 'CORS_HIDES_VERSION',
  },
  {
    title: 'an API whose refusals pages of the named origin cannot read',
    path: '/orders',
    args: ['--origin', 'https://shop.example'],
    listener: api({ cors: { origin: ['https://other.example'] } }),
    code: 'CORS_HIDES_VERSION',
  },
  {
    title: 'an API whose version document pages of the named origin cannot read',
    path: '/orders',
    args: ['--origin', 'https://shop.example'],
    listener: (request, response) => {
      const isDocument = request.url === '/version.json';
      const replace = (name: string, value: unknown) =>
        name.startsWith('Access-Control') && isDocument ? undefined : value;
      api({ cors: { origin: ['https://shop.example'] } }, override(replace))(request, response);
    },
    code: 'CORS_HIDES_VERSION',
  },
  {
    title: 'an API whose refusals caches may keep',
    path: '/orders',
    listener: api(
      {},
      override((name, value) => (name === 'Cache-Control' && value === 'no-store' ? 'max-age=60' : value)),
    ),
    code: 'SERVER_NONCONFORMING',
  },
  {
    title: 'an API whose version document no client reads',
    path: '/api/orders',
    listener: (request, response) => {
      if (request.url !== '/version.json') api()(request, response);
      else
        response
          .setHeader('Cache-Control', 'no-cache')
          .end(JSON.stringify({ name: 'shop', version: '2.1.0', min: null }));
    },
    code: 'SERVER_NONCONFORMING',
  },
  {
    title: 'an API that wants a version, and refuses in words of its own',
    path: '/orders',
    listener: (request, response) => {
      const { method, url = '', headers } = request;
      const sent = String(headers['api-version'] ?? url.split('=')[1]);
      if (url.startsWith('/orders') && method !== 'OPTIONS' && !sent.startsWith('2.'))
        response.writeHead(426, { Vary: 'API-Version', 'API-Version': '2.1.0' }).end('Upgrade');
      else api()(request, response);
    },
    code: 'SERVER_NONCONFORMING',
  },
  {
    title: 'an API that refuses in words of its own',
    path: '/orders',
    listener: (request, response) => {
      const { method, url = '', headers } = request;
      const isUnfit = [headers['api-version'], url.split('=')[1]].some((sent) => /^[013]/.test(String(sent)));
      if (isUnfit && method !== 'OPTIONS') {
        response.writeHead(426, { Vary: 'API-Version', 'API-Version': '2.1.0' }).end('Upgrade');
      } else api()(request, response);
    },
    code: 'SERVER_NONCONFORMING',
  },
  {
    title: 'an API before its first major that does not look at the query',
    path: '/orders',
    listener: (request, response) => {
      request.url = request.url?.replace(/\?.*/, '');
      api({ version: '0.3.0.1' })(request, response);
    },
    code: 'SERVER_NONCONFORMING',
  },
  {
    title: 'an API that gives a reason to those that it discards',
    path: '/orders',
    listener: (request, response) => {
      if (String(request.headers['api-version']).startsWith('2.2')) response.writeHead(400).end('Go away');
      else api({ rule: '---d----', enabled: false })(request, response);
    },
    code: 'SERVER_NONCONFORMING',
  },
];

function closingApi(): RequestListener {
  const used = new WeakSet();
  const listener = api();
  return (request, response) => {
    if (used.has(request.socket)) request.socket.destroy();
    else listener(request, response);
    used.add(request.socket);
  };
}

describe('verstamp doctor URL', () => {
  it.each([
    ['a static site', '/app/', () => site()],
    ['a deep link into one', '/app/orders', () => site(() => ({ documentHeaders: shared }))],
    ['an API', '/orders', () => api()],
    ['an API for pages of another origin', '/orders', () => api({ cors: { origin: '*' } })],
    ['an API without a version document', '/orders', () => api({ document: false })],
    ['an API that only advertises', '/orders', () => api({ enabled: false })],
    [
      'an API that only advertises whom it would discard',
      '/orders',
      () => api({ enabled: false, rule: 'dd-d----' }),
    ],
    ['an API that closes connections just as they are used again', '/orders', closingApi],
  ])('finds nothing wrong with %s', async (_, path, listener) => {
    const { exit, stdout } = await examine(listener(), path);
    expect(JSON.parse(stdout)).toEqual({ conclusion: 'holds', findings: [], fixed: [] });
    expect(exit).toBe(0);
  });

  it.each(FAULTS)('finds $title, and nothing else', async (fault) => {
    const { listener, path = '/app/', args = [], code, severity = 'error' } = fault;
    const { exit, stdout } = await examine(listener, path, ...args);
    const { findings } = JSON.parse(stdout) as { readonly findings: ReadonlyArray<Record<string, unknown>> };
    expect(findings).toMatchObject([
      { code, severity, page: `https://github.com/verstamp/verstamp/blob/main/docs/errors/${code}.md` },
    ]);
    expect(exit).toBe({ error: 1, warning: 0, unknown: 3 }[severity]);
  });

  it('sees what the preview server of Vite answers where the version document was not deployed', async () => {
    const own = await fixtures.make();
    const server = await preview({
      root: join(own, 'packages/web'),
      configFile: false,
      logLevel: 'error',
      preview: { port: 0 },
    });
    const url = server.resolvedUrls?.local[0] ?? '';
    try {
      expect(await runIn('/', ['doctor', url])).toEqual({
        exit: 0,
        stdout: 'Nothing was found.\n',
        stderr: `asking ${new URL(url).host}\n`,
      });
      await rm(join(own, 'packages/web/dist/version.json'));
      expect(await runIn('/', ['doctor', url])).toMatchObject({
        exit: 1,
        stdout: expect.stringMatching(/^error {2}DOCUMENT_FALLBACK {2}.*\/version\.json\n/),
      });
    } finally {
      await server.close();
    }
  });

  it.each([
    '',
    '{}',
    '[]',
    'null',
    '"1.4.3"',
    '{"version":"1.4.3.417"}',
    '{"name":"web","version":"v1"}',
    '{"name":"w',
  ])('takes %j for no version document', async (document) => {
    const { exit, stdout } = await examine(
      site(() => ({ document })),
      '/app/',
    );
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly unknown[] };
    expect([exit, findings]).toMatchObject([0, [{ code: 'DOCUMENT_MISSING', severity: 'warning' }]]);
  });

  it('says of a version document that a field may keep it from being read', async () => {
    const document = '{"name":"web","version":"1.4.3.417","min":null}';
    const { stdout } = await examine(
      site(() => ({ document })),
      '/app/',
    );
    expect(stdout).toContain('or a field that cannot be read');
  });

  it.each([
    ['a site', site(), '/app/'],
    ['an API', api(), '/orders'],
  ])('signs in at %s with the credentials of its URL, and shows them nowhere', async (_, listener, path) => {
    const server = createServer((request, response) => {
      const isKnown =
        request.headers.authorization === `Basic ${Buffer.from('zoe:secret').toString('base64')}`;
      if (isKnown) listener(request, response);
      else response.writeHead(401).end();
    });
    const { origin, close } = await listen(server);
    const asked = async (url: string): Promise<CliRun> =>
      runIn('/', ['doctor', url, '--json']).finally(close);
    const { stdout, stderr } = await asked(`${origin.replace('//', '//zoe:secret@')}${path}`);
    expect((stdout + stderr).replaceAll(origin, '')).not.toMatch(/zoe|secret/);
    const open = await examine(listener, path);
    const codes = [stdout, open.stdout].map((text) =>
      (JSON.parse(text) as { findings: readonly { code: string }[] }).findings.map(({ code }) => code),
    );
    expect(codes[0]).toEqual(codes[1]);
  });

  it('takes a login page that it is led to for a page', async () => {
    const { exit, stdout } = await examine(closed, '/app/');
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{ code: 'DOCUMENT_FALLBACK', place: expect.stringMatching(/\/app\/version\.json$/) }],
    });
  });

  it('looks at the workspace too, where there is one, and exits 3 where nobody answers', async () => {
    const { exit, stdout } = await runIn(root, ['doctor', 'http://127.0.0.1:1/?key=secret', '--json']);
    expect(exit).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        {
          code: 'SERVER_UNREACHABLE',
          fix: 'Check the URL, and that the server can be reached from here.',
        },
      ],
    });
    expect(stdout).not.toContain('secret');
  });

  it.each([
    [['ftp://127.0.0.1']],
    [['http://127.0.0.1:1', 'http://127.0.0.1:1']],
    [['--origin', 'https://shop.example']],
    [['--document', '/about.json']],
    [['http://127.0.0.1:1', '--origin', 'shop.example']],
    [['http://127.0.0.1:1', '--origin', 'https://shop.example/']],
    [['http://127.0.0.1:1', '--document', 'http://']],
  ])('exits 2 where it is used wrongly: %j', async (args) => {
    const { exit, stdout, stderr } = await runIn(root, ['doctor', ...args]);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^verstamp: CLI_USAGE: /);
  });

  it('exits 2 where there is neither a workspace nor a URL, or none to mend', async () => {
    expect((await runIn('/', ['doctor'])).exit).toBe(2);
    expect(await runIn('/', ['doctor', 'http://127.0.0.1:1', '--fix'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('WORKSPACE_INVALID') as unknown,
    });
  });
});
