import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';
import type { Mendable } from './mendable.ts';
import { bare, listSome } from './text.ts';

/** A version document that may be kept. */
export interface CachedDocument {
  readonly url: string;
  readonly cacheControl: string | undefined;
}

/** Says that caches may keep a version document, and clients learn of a new version late or never. */
export function documentCached(
  details: CachedDocument,
): VerstampError<'DOCUMENT_CACHED', CachedDocument & Mendable> {
  const { url, cacheControl } = details;
  const got = cacheControl === undefined ? 'no Cache-Control' : quote(cacheControl, 100);
  const fix = 'Serve it with "Cache-Control: no-cache"; an ETag keeps the answers small.';
  return new VerstampError(
    'DOCUMENT_CACHED',
    `Caches may keep the version document ${show(url)}. Expected Cache-Control: no-cache, got ${got}. ${fix}`,
    { ...details, fix },
  );
}

/** Says that a page was served in place of a version document. */
export function documentFallback(details: {
  readonly url: string;
}): VerstampError<'DOCUMENT_FALLBACK', { readonly url: string } & Mendable> {
  const fix =
    'Deploy version.json with the site, and leave it out of the rewrite to index.html: clients cannot tell this from an outage.';
  return new VerstampError(
    'DOCUMENT_FALLBACK',
    `${show(details.url)} was answered with a page and status 200, as single-page fallbacks do. Expected the version ` +
      `document, { "name", "version" } as JSON. ${fix}`,
    { ...details, fix },
  );
}

/** A version document that is not there. */
export interface MissingDocument {
  readonly url: string;
  readonly status: number;
}

/** Says that a stamped site has no version document. */
export function documentMissing(
  details: MissingDocument,
): VerstampError<'DOCUMENT_MISSING', MissingDocument & Mendable> {
  const { url, status } = details;
  const got =
    status === 200 ? 'status 200 with something else, or a field that cannot be read' : `status ${status}`;
  const fix =
    'Deploy version.json with the site, or name its path with --document. A site that is never polled needs none.';
  return new VerstampError(
    'DOCUMENT_MISSING',
    `${show(url)} holds no version document: ${got}. Expected { "name", "version" } as JSON, since something here ` +
      `is stamped. ${fix}`,
    { ...details, fix },
  );
}

/** What pages of another origin may not read. */
export interface HiddenAnswer {
  readonly url: string;
  readonly what: 'version' | 'refusal' | 'document';
  readonly expected: string;
  readonly got: string;
}

/** Says that pages of another origin cannot read what a server says of its version. */
export function corsHides(
  details: HiddenAnswer,
): VerstampError<'CORS_HIDES_VERSION', HiddenAnswer & Mendable> {
  const { url, what, expected, got } = details;
  const names = {
    version: 'the header API-Version',
    refusal: 'a refusal, so they see only "failed to fetch"',
    document: 'the version document',
  };
  const fix =
    what === 'version'
      ? 'Add API-Version to the headers that your CORS code exposes (exposedHeaders), for refusals and the version document too.'
      : "Let the code that answers CORS run for refusals and the version document too, or set the gate's option cors.";
  return new VerstampError(
    'CORS_HIDES_VERSION',
    `Pages of another origin cannot read ${names[what]} at ${show(url)}. Expected ${expected}, got ${quote(got, 100)}. ${fix}`,
    { ...details, fix },
  );
}

/** A request that a page's policy does not allow. */
export interface BlockedDocument {
  readonly url: string;
  readonly document: string;
  readonly directive: string;
}

/** Says that a page's Content-Security-Policy keeps it from asking for its version document. */
export function cspBlocks(
  details: BlockedDocument,
): VerstampError<'CSP_BLOCKS_DOCUMENT', BlockedDocument & Mendable> {
  const { url, document, directive } = details;
  const fix = "Add 'self', or the document's origin, to connect-src.";
  return new VerstampError(
    'CSP_BLOCKS_DOCUMENT',
    `The Content-Security-Policy of ${show(url)} keeps the page from fetching ${show(document)}. Expected a connect-src that ` +
      `allows it, got ${quote(directive, 200)}. ${fix}`,
    { ...details, fix },
  );
}

/** What a server does otherwise than the wire says. */
export interface NonconformingServer {
  readonly url: string;
  /** The audits that failed, with what was expected and what came. */
  readonly failures: ReadonlyArray<{ readonly id: string; readonly reason: string }>;
}

/** Says that a server that checks its clients does not keep to the wire. */
export function serverNonconforming(
  details: NonconformingServer,
): VerstampError<'SERVER_NONCONFORMING', NonconformingServer & Mendable> {
  const { url, failures } = details;
  const failed = failures.map(({ id, reason }) => `${id} (${reason})`);
  const fix = `Run "verstamp audit ${show(url)}", which shows each.`;
  return new VerstampError(
    'SERVER_NONCONFORMING',
    `The server at ${show(url)} checks versions and does not keep to the wire: ${listSome(failed, 3)}. Expected that each ` +
      `MUST of the audit holds. ${fix}`,
    { ...details, fix },
  );
}

function show(url: string): string {
  return bare(url, 300);
}
