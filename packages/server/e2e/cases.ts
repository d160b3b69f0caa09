import { defineFormat } from '@verstamp/core';
import type { GateOptions } from '../src/index.ts';

/** One thing that every adapter must do, whatever the framework behind it. */
export interface Case {
  /** A stable name. */
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD';
  readonly title: string;
  readonly options?: Partial<GateOptions>;
  readonly method?: string;
  readonly path?: string;
  /** Request headers as a flat list of names and values. */
  readonly headers?: readonly string[];
  readonly status: number;
  readonly statusText?: string;
  /** Response headers, `undefined` where one must be absent. */
  readonly expected?: Readonly<Record<string, string | undefined>>;
  /** What the body holds, decoded where it is an object. */
  readonly body?: string | object;
}

const PLAIN = { status: 200, body: 'handled' };
const MISMATCH = { type: 'urn:verstamp:ClientApiVersionMismatch', code: 'ClientApiVersionMismatch' };
const UNREADABLE = { type: 'urn:verstamp:ClientApiVersionUnreadable', code: 'ClientApiVersionUnreadable' };
const ENDING = { until: { 1: '2027-01-31' }, deprecated: { 1: '2026-06-01' } };
const BEFORE = Date.parse('2027-01-30T23:59:59Z');
const AFTER = Date.parse('2027-01-31T00:00:00Z');
const ORIGIN = 'https://shop.example';
const sends = (version: string): readonly string[] => ['API-Version', version];

/** The cases, against a server that advertises 2.1.0.417 unless `options` say otherwise. */
export const cases: readonly Case[] = [
  {
    id: 'pass-equal',
    level: 'MUST',
    title: 'passes an equal version, without saying it again',
    headers: sends('2.1.0'),
    ...PLAIN,
    expected: { 'api-version': undefined, vary: 'Accept-Encoding, API-Version' },
  },
  {
    id: 'pass-different',
    level: 'MUST',
    title: 'passes a compatible version and says the one served',
    headers: sends('2.0.9.3'),
    ...PLAIN,
    expected: { 'api-version': '2.1.0', vary: 'Accept-Encoding, API-Version' },
  },
  {
    id: 'pass-head',
    level: 'MUST',
    title: 'adds Vary to HEAD as well',
    method: 'HEAD',
    headers: sends('2.1.0'),
    status: 200,
    body: '',
    expected: { vary: 'Accept-Encoding, API-Version' },
  },
  {
    id: 'pass-post',
    level: 'SHOULD',
    title: 'leaves Vary alone where nothing is cached',
    method: 'POST',
    headers: sends('2.1.0'),
    ...PLAIN,
    expected: { vary: 'Accept-Encoding' },
  },
  {
    id: 'pass-query',
    level: 'MUST',
    title: 'reads the version from the query',
    path: '/orders?id=1&api-version=2.0.0',
    ...PLAIN,
    expected: { 'api-version': '2.1.0' },
  },
  {
    id: 'pass-both',
    level: 'MUST',
    title: 'takes the same version in header and query',
    path: '/?api-version=2.1.0',
    headers: sends('2.1.0'),
    options: { unreadable: 'refuse' },
    ...PLAIN,
  },
  {
    id: 'pass-missing',
    level: 'MUST',
    title: 'passes a client that names no version, and says the one served',
    ...PLAIN,
    expected: { 'api-version': '2.1.0', vary: 'Accept-Encoding, API-Version' },
  },
  {
    id: 'pass-options',
    level: 'MUST',
    title: 'never checks OPTIONS',
    method: 'OPTIONS',
    headers: sends('9.0.0'),
    options: { unreadable: 'refuse' },
    ...PLAIN,
    expected: { 'api-version': undefined },
  },
  {
    id: 'vary-off',
    level: 'SHOULD',
    title: 'leaves out Vary where that is switched off',
    options: { vary: false },
    ...PLAIN,
    expected: { vary: 'Accept-Encoding' },
  },
  {
    id: 'warn-ending',
    level: 'MUST',
    title: 'announces the end of an older major',
    headers: sends('1.4.3'),
    options: { ...ENDING, now: () => BEFORE },
    ...PLAIN,
    expected: {
      'api-version': '2.1.0',
      deprecation: '@1780272000',
      sunset: 'Sun, 31 Jan 2027 00:00:00 GMT',
    },
  },
  {
    id: 'warn-build-time',
    level: 'SHOULD',
    title: 'calls an older major deprecated since the build where no date is given',
    headers: sends('1.4.3'),
    options: { until: ENDING.until, time: '2026-11-21T02:00:00Z', now: () => BEFORE },
    ...PLAIN,
    expected: { deprecation: '@1795226400' },
  },
  {
    id: 'refuse-ended',
    level: 'MUST',
    title: 'refuses an older major from its end date on, and says so',
    headers: sends('1.4.3'),
    options: { ...ENDING, now: () => AFTER },
    status: 400,
    body: {
      ...MISMATCH,
      move: 'client',
      until: '2027-01-31',
      detail:
        "Client 1.4.3 is not compatible with server 2.1.0.417: the client's major is older. " +
        'The outdated functionality can no longer be used since 2027-01-31: update the client.',
    },
  },
  {
    id: 'refuse-major',
    level: 'MUST',
    title: 'refuses another major with a problem that names both versions',
    headers: sends('3.0.0'),
    status: 400,
    statusText: 'Bad Request',
    body: {
      ...MISMATCH,
      status: 400,
      client: '3.0.0',
      server: '2.1.0.417',
      rule: 'xx------',
      move: 'server',
      detail:
        "Client 3.0.0 is not compatible with server 2.1.0.417: the client's major is newer. Update the server.",
    },
    expected: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'api-version': '2.1.0',
      vary: 'API-Version',
    },
  },
  {
    id: 'refuse-head',
    level: 'MUST',
    title: 'refuses HEAD with the same head and no body',
    method: 'HEAD',
    headers: sends('3.0.0'),
    status: 400,
    body: '',
    expected: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  },
  {
    id: 'refuse-query',
    level: 'MUST',
    title: 'refuses by the query as well',
    path: '/?api-version=3.0.0',
    status: 400,
    body: MISMATCH,
  },
  {
    id: 'refuse-min',
    level: 'MUST',
    title: 'refuses a version below the lowest served',
    options: { min: '2.0.5' },
    headers: sends('2.0.4'),
    status: 400,
    body: { ...MISMATCH, move: 'client' },
  },
  {
    id: 'refuse-text',
    level: 'MUST',
    title: 'answers with a status and text of the application, to the letter',
    options: {
      version: 'V3.2-023',
      format: defineFormat('V{major}.{minor}-{revision:3}'),
      rule: 'xx-x-x-x',
      status: 423,
      text: ({ sent }) => `Incompatible SC version nr. [${sent}]`,
    },
    headers: sends('V5.4-456'),
    status: 423,
    statusText: 'Incompatible SC version nr. [V5.4-456]',
    body: {
      ...MISMATCH,
      status: 423,
      client: '5.4.0.456',
      detail: 'Incompatible SC version nr. [V5.4-456]',
    },
    expected: { 'api-version': 'V3.2-023' },
  },
  {
    id: 'refuse-text-unsafe',
    level: 'MUST',
    title: 'keeps a text that is no reason phrase out of the status line',
    options: { text: () => 'Обновите\r\nприложение' },
    headers: sends('3.0.0'),
    status: 400,
    statusText: 'Bad Request',
    body: { detail: 'Обновите\r\nприложение' },
  },
  ...[
    { id: 'missing', headers: [], says: 'No client version was sent' },
    { id: 'repeated', headers: [...sends('2.1.0'), ...sends('2.1.0')], says: 'More than one' },
    { id: 'malformed', headers: sends('v2.1.0'), says: 'could not be read' },
    { id: 'empty', headers: sends(''), says: 'could not be read' },
  ].flatMap(({ id, headers, says }): Case[] => [
    {
      id: `unreadable-pass-${id}`,
      level: 'MUST',
      title: `passes where the version is ${id} and nothing else is said`,
      headers,
      ...PLAIN,
      expected: { 'api-version': '2.1.0' },
    },
    {
      id: `unreadable-refuse-${id}`,
      level: 'MUST',
      title: `calls a version that is ${id} unreadable, never a mismatch, where policy refuses`,
      headers,
      options: { unreadable: 'refuse', text: () => 'never said of what could not be read' },
      status: 400,
      statusText: 'Bad Request',
      body: { ...UNREADABLE, detail: `~${says}` },
      expected: { 'cache-control': 'no-store' },
    },
  ]),
  {
    id: 'unreadable-conflict',
    level: 'MUST',
    title: 'cannot read a header and a query that disagree',
    path: '/?api-version=2.0.0',
    headers: sends('2.1.0'),
    options: { unreadable: { repeated: 'refuse' } },
    status: 400,
    body: UNREADABLE,
  },
  {
    id: 'disabled',
    level: 'MUST',
    title: 'refuses nothing where the check is switched off, and still advertises',
    options: { enabled: false, unreadable: 'refuse' },
    headers: sends('3.0.0'),
    ...PLAIN,
    expected: { 'api-version': '2.1.0', vary: 'Accept-Encoding, API-Version' },
  },
  {
    id: 'cors-refusal',
    level: 'MUST',
    title: 'lets a browser on another origin read a refusal',
    options: { cors: { origin: [ORIGIN], credentials: true } },
    headers: [...sends('3.0.0'), 'Origin', ORIGIN],
    status: 400,
    expected: {
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'API-Version, Deprecation, Sunset',
      vary: 'API-Version, Origin',
    },
  },
  {
    id: 'cors-stranger',
    level: 'MUST',
    title: 'lets no other origin read a refusal',
    options: { cors: { origin: [ORIGIN] } },
    headers: [...sends('3.0.0'), 'Origin', 'https://elsewhere.example'],
    status: 400,
    expected: { 'access-control-allow-origin': undefined, vary: 'API-Version, Origin' },
  },
  {
    id: 'cors-function',
    level: 'MUST',
    title: 'asks the application which origins may read a refusal',
    options: { cors: { origin: (origin) => origin.endsWith('.shop.example') } },
    headers: [...sends('3.0.0'), 'Origin', 'https://eu.shop.example'],
    status: 400,
    expected: { 'access-control-allow-origin': 'https://eu.shop.example' },
  },
  {
    id: 'cors-function-stranger',
    level: 'MUST',
    title: 'lets nobody read a refusal whom the application does not know',
    options: { cors: { origin: (origin) => origin.endsWith('.shop.example') } },
    headers: [...sends('3.0.0'), 'Origin', ORIGIN],
    status: 400,
    expected: { 'access-control-allow-origin': undefined },
  },
  {
    id: 'cors-any',
    level: 'MUST',
    title: 'lets any origin read a refusal and the version document',
    options: { cors: { origin: '*' } },
    path: '/version.json',
    headers: ['Origin', ORIGIN],
    status: 200,
    expected: { 'access-control-allow-origin': '*', vary: undefined },
  },
  {
    id: 'cors-pass',
    level: 'SHOULD',
    title: 'lets an allowed origin see the version on any response',
    options: { cors: { origin: [ORIGIN] } },
    headers: ['Origin', ORIGIN],
    ...PLAIN,
    expected: {
      'access-control-expose-headers': 'API-Version, Deprecation, Sunset',
      'access-control-allow-origin': undefined,
      'timing-allow-origin': undefined,
      vary: 'Accept-Encoding, API-Version, Origin',
    },
  },
  {
    id: 'cors-pass-any',
    level: 'SHOULD',
    title: 'says the same to a request without an origin where any may see it, for caches',
    options: { cors: { origin: '*' } },
    ...PLAIN,
    expected: {
      'access-control-expose-headers': 'API-Version, Deprecation, Sunset',
      vary: 'Accept-Encoding, API-Version',
    },
  },
  {
    id: 'server-timing',
    level: 'SHOULD',
    title: 'says the version as Server-Timing where that is switched on',
    options: { serverTiming: true, cors: { origin: [ORIGIN] } },
    headers: [...sends('2.1.0'), 'Origin', ORIGIN],
    ...PLAIN,
    expected: { 'server-timing': 'verstamp;desc="2.1.0"', 'timing-allow-origin': ORIGIN },
  },
  {
    id: 'document',
    level: 'MUST',
    title: 'serves the version document, revalidated on each use',
    path: '/version.json?x=1',
    headers: sends('9.0.0'),
    options: { time: '2026-11-21T02:00:00Z', commit: '1a2b3c4d5e6f', until: ENDING.until },
    status: 200,
    body: {
      name: 'shop',
      version: '2.1.0.417',
      time: '2026-11-21T02:00:00Z',
      commit: '1a2b3c4d5e6f',
      rule: 'xx------',
      until: { 1: '2027-01-31' },
    },
    expected: { 'cache-control': 'no-cache', 'content-type': 'application/json' },
  },
  {
    id: 'document-api',
    level: 'MUST',
    title: 'advertises the version of the API where it is not that of the application',
    path: '/version.json',
    options: { api: '7.1.0', advertiseRule: false },
    status: 200,
    body: { name: 'shop', version: '7.1.0', rule: undefined },
  },
  {
    id: 'document-head',
    level: 'MUST',
    title: 'answers HEAD for the version document',
    method: 'HEAD',
    path: '/version.json',
    status: 200,
    body: '',
    expected: { 'cache-control': 'no-cache' },
  },
  {
    id: 'document-fresh',
    level: 'MUST',
    title: 'answers 304 where the document has not changed',
    path: '/version.json',
    headers: ['If-None-Match', '"other", *'],
    status: 304,
    body: '',
    expected: { 'cache-control': 'no-cache' },
  },
  {
    id: 'document-elsewhere',
    level: 'MUST',
    title: 'serves the document where it is asked to, and nowhere else',
    path: '/version.json',
    options: { document: '/api/version.json' },
    ...PLAIN,
  },
  {
    id: 'document-post',
    level: 'SHOULD',
    title: 'leaves other methods on the document to the application',
    method: 'POST',
    path: '/version.json',
    ...PLAIN,
  },
];
