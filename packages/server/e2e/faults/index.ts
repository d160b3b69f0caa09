import { clientNotOlder, messageProtocol, MISMATCH_TYPE, withinMinors } from '@verstamp/core';
import type { AuditOptions } from '../../src/audits.ts';
import type { GateOptions } from '../../src/index.ts';
import {
  bare,
  createCache,
  isDocument,
  isOlder,
  isRefusal,
  sent,
  withBody,
  withHeader,
  type Change,
} from './change.ts';

/** A fault of a server that conforms otherwise. */
export interface Fault {
  readonly title: string;
  /** The audits that must find it, and no others. */
  readonly ids: string;
  readonly change: Change;
  readonly options?: Partial<GateOptions>;
  /** The options of the audit. */
  readonly told?: AuditOptions;
}

const ORIGIN = 'https://shop.example';

/** Each fault, with the audits that must find it. */
export const faults: readonly Fault[] = [
  {
    title: 'says nothing of caches',
    ids: 'pass-vary pass-vary-head pass-vary-missing refuse-head refuse-vary',
    change: withHeader('Vary', undefined),
  },
  {
    title: 'fails wherever a version is sent',
    ids: 'unreadable-conflict unreadable-empty unreadable-long unreadable-malformed unreadable-markup unreadable-repeated',
    change: async (handler, request) => {
      const response = await handler(request);
      const isPlain = sent(request) === null && !request.url.includes('api-version=');
      if (isPlain || isRefusal(response) || isDocument(response, request)) return response;
      return new Response('', { status: 500, headers: response.headers });
    },
  },
  {
    title: 'lets its document be cached',
    ids: 'document-head document-no-cache',
    change: withHeader('Cache-Control', 'max-age=60', isDocument),
  },
  {
    title: 'has a document without a tag',
    ids: 'document-etag',
    change: withHeader('ETag', undefined, isDocument),
  },
  {
    title: 'calls its document text',
    ids: 'document-json',
    change: withHeader('Content-Type', 'text/plain', isDocument),
  },
  {
    title: 'has no document',
    ids: 'document document-etag document-head document-json document-no-cache document-unchecked',
    change: async (handler, request) =>
      request.url.endsWith('/version.json') ? new Response('<html>', { status: 404 }) : handler(request),
  },
  {
    title: 'refuses its document',
    ids: 'document-unchecked',
    change: async (handler, request) =>
      request.url.endsWith('/version.json') && sent(request) !== null
        ? handler(new Request(new URL('/', request.url), request))
        : handler(request),
  },
  {
    title: 'lets refusals be cached',
    ids: 'refuse-head refuse-no-store',
    change: withHeader('Cache-Control', undefined, isRefusal),
  },
  {
    title: 'lets refusals of HEAD be cached',
    ids: 'refuse-head',
    change: withHeader(
      'Cache-Control',
      undefined,
      (response, { method }) => isRefusal(response) && method === 'HEAD',
    ),
  },
  {
    title: 'never says its version',
    ids: 'pass-compatible refuse-version',
    change: withHeader('API-Version', undefined),
  },
  {
    title: 'calls refusals JSON',
    ids: 'refuse-type',
    change: withHeader('Content-Type', 'application/json', isRefusal),
  },
  {
    title: 'calls refusals text',
    ids: 'refuse-json refuse-type',
    change: withHeader('Content-Type', 'text/plain', isRefusal),
  },
  {
    title: 'blames nobody',
    ids: 'refuse-fields',
    change: withBody(({ move: _move, ...fields }) => fields),
  },
  {
    title: 'blames the other side',
    ids: 'refuse-fields',
    change: withBody(({ move, ...fields }) => ({ ...fields, move: move === 'client' ? 'server' : 'client' })),
  },
  {
    title: 'gives no code',
    ids: 'refuse-fields',
    change: withBody(({ code: _code, ...fields }) => fields),
  },
  {
    title: 'names another rule',
    ids: 'refuse-fields',
    change: withBody((fields) => ({ ...fields, rule: 'xxxxxxxx' })),
  },
  {
    title: 'says another version',
    ids: 'refuse-fields',
    change: withBody((fields) => ({ ...fields, server: '9.9.9' })),
  },
  {
    title: 'gives no reason',
    ids: 'refuse-detail',
    change: withBody(({ detail: _detail, ...fields }) => fields),
  },
  {
    title: 'refuses with status 200',
    ids: 'refuse-head refuse-status',
    change: withBody((fields) => fields, 200),
  },
  {
    title: 'checks nothing',
    ids: 'refuse refuse-apart refuse-detail refuse-fields refuse-head refuse-json refuse-no-store refuse-query refuse-status refuse-type',
    change: async (handler, request) => handler(request),
    options: { enabled: false },
  },
  {
    title: 'refuses newer clients only',
    ids: 'refuse refuse-fields',
    change: async (handler, request) => handler(isOlder(request) ? new Request(request.url) : request),
  },
  {
    title: 'knows no limits',
    ids: 'refuse refuse-fields',
    change: async (handler, request) =>
      handler(sent(request)?.startsWith('2.0.') ? new Request(request.url) : request),
    options: { min: '2.1.0' },
  },
  {
    title: 'reaches one minor too far',
    ids: 'refuse refuse-fields',
    change: async (handler, request) =>
      handler(sent(request)?.startsWith('2.5.') ? new Request(request.url) : request),
    options: { rule: withinMinors(3, 3) },
  },
  {
    title: 'refuses whom it should only warn of',
    ids: 'pass-compatible',
    change: async (handler, request) =>
      handler(
        sent(request)?.startsWith('2.2.')
          ? new Request(request, { headers: { 'API-Version': '1.0.0' } })
          : request,
      ),
    options: { rule: clientNotOlder },
  },
  {
    title: 'reads no query',
    ids: 'refuse-query',
    change: async (handler, request) => {
      const { pathname } = new URL(request.url);
      return handler(new Request(new URL(pathname, request.url), request));
    },
  },
  {
    title: 'refuses OPTIONS',
    ids: 'pass-options',
    change: async (handler, request) =>
      request.method === 'OPTIONS'
        ? handler(new Request(request.url, { headers: request.headers }))
        : handler(request),
  },
  {
    title: 'refuses every version',
    ids: 'pass-both pass-compatible pass-equal pass-query refuse-apart refuse-fields unreadable-conflict unreadable-empty unreadable-long unreadable-malformed unreadable-markup unreadable-repeated',
    change: async (handler, request) =>
      request.method === 'OPTIONS' || (sent(request) === null && !request.url.includes('api-version='))
        ? handler(request)
        : handler(
            new Request(bare(request), { headers: { 'API-Version': '9.9.9' }, method: request.method }),
          ),
  },
  {
    title: 'calls what it cannot read a mismatch',
    ids: 'refuse-apart unreadable-conflict unreadable-empty unreadable-long unreadable-malformed unreadable-markup unreadable-missing unreadable-repeated',
    change: withBody((fields) => ({ ...fields, type: MISMATCH_TYPE })),
    options: { unreadable: 'refuse' },
  },
  {
    title: 'echoes what it cannot read',
    ids: 'unreadable-malformed unreadable-markup',
    change: withBody((fields, request) => ({
      ...fields,
      got: sent(request) ?? decodeURIComponent(request.url),
    })),
    options: { unreadable: { malformed: 'refuse' } },
  },
  {
    title: 'fails over what it cannot read',
    ids: 'unreadable-long',
    change: async (handler, request) =>
      (sent(request)?.length ?? 0) > 1000 ? new Response('', { status: 500 }) : handler(request),
  },
  {
    title: 'is behind a cache that knows no Vary',
    ids: 'pass-compatible refuse-apart',
    change: createCache(),
  },
  {
    title: 'does not announce the end of a major',
    ids: 'warn-ending',
    change: withHeader('Sunset', undefined),
    options: { until: { 1: '2999-01-01' } },
  },
  {
    title: 'announces a major as deprecated in a way of its own',
    ids: 'warn-ending',
    change: withHeader('Deprecation', 'true'),
    options: { until: { 1: '2999-01-01' } },
  },
  {
    title: 'announces a major as deprecated since another day than it advertises',
    ids: 'warn-ending',
    change: withHeader('Deprecation', '@1'),
    options: { until: { 1: '2999-01-01' }, deprecated: { 1: '2026-06-01' } },
  },
  {
    title: 'does not say since when a major is gone',
    ids: 'refuse-ended',
    change: withBody(({ until: _until, ...fields }) => fields),
    options: { until: { 1: '2020-01-01' } },
  },
  {
    title: 'lets no other origin read',
    ids: 'document-cors pass-cors refuse-cors',
    change: async (handler, request) => handler(request),
    told: { origin: ORIGIN },
  },
  {
    title: 'lets no other origin read refusals',
    ids: 'refuse-cors',
    change: withHeader('Access-Control-Allow-Origin', undefined, isRefusal),
    options: { cors: { origin: [ORIGIN] } },
    told: { origin: ORIGIN },
  },
  {
    title: 'lets no other origin read its document',
    ids: 'document-cors',
    change: withHeader('Access-Control-Allow-Origin', undefined, isDocument),
    options: { cors: { origin: [ORIGIN] } },
    told: { origin: ORIGIN },
  },
  {
    title: 'lets another origin read refusals and its document without telling caches',
    ids: 'document-cors refuse-cors',
    change: withHeader('Vary', 'API-Version'),
    options: { cors: { origin: [ORIGIN] } },
    told: { origin: ORIGIN },
  },
  {
    title: 'hides its version from another origin',
    ids: 'pass-cors refuse-cors',
    change: withHeader('Access-Control-Expose-Headers', undefined),
    options: { cors: { origin: [ORIGIN] } },
    told: { origin: ORIGIN },
  },
  {
    title: 'answers what it should discard',
    ids: 'discard',
    change: async (handler, request) => {
      const response = await handler(request);
      return response.status === 400 ? new Response('Update!', { status: 400 }) : response;
    },
    options: { rule: messageProtocol },
  },
  {
    title: 'answers as if all were well what it should discard',
    ids: 'discard',
    change: async (handler, request) => {
      const response = await handler(request);
      return response.status === 400 ? new Response(null, { headers: response.headers }) : response;
    },
    options: { rule: messageProtocol },
  },
  {
    title: 'lets caches keep what a discarded client gets',
    ids: 'discard',
    change: withHeader('Cache-Control', undefined, ({ status }) => status === 400),
    options: { rule: messageProtocol },
  },
  {
    title: 'lets caches give others what a discarded client gets',
    ids: 'discard',
    change: withHeader('Vary', undefined, ({ status }) => status === 400),
    options: { rule: messageProtocol },
  },
];
