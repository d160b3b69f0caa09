import { VERSION_HEADER, VerstampError } from '@verstamp/core';
import { serverUnreachable } from '@verstamp/core/problems';
import { auditServer, type AuditOptions, type AuditReport } from '@verstamp/server/audits';
import { findDocument } from '../../targets/document.ts';
import { requestReply, showUrl, type Reply, type ReplyOptions } from '../../targets/reply.ts';
import { createSiteFetch } from '../../targets/site-fetch.ts';
import { STRANGER, type SiteFacts } from '../site.ts';

const MAX_BODY_BYTES = 4 * 2 ** 20;

/** The origin of a page elsewhere, if none is named. */
const ELSEWHERE = 'https://origin.example';

/** Which site, and what is known of it. */
export interface SiteQuestion {
  readonly url: URL;
  /** The path of the version document, if it is not where a page's is looked for. */
  readonly document: string | undefined;
  /** An origin whose pages ask this server. */
  readonly origin: string | undefined;
}

/**
 * Asks a live site with GET: for its page, for its version document, and as a client that does not fit; and runs the
 * conformance suite if versions are checked.
 *
 * @throws VerstampError `SERVER_UNREACHABLE`.
 */
export async function askSite({ url, document, origin }: SiteQuestion): Promise<SiteFacts> {
  const from = { Origin: origin ?? ELSEWHERE };
  const fetch = createSiteFetch(url);
  const page = await ask(url, { fetch, headers: from });
  const stranger = await ask(url, { fetch, headers: { ...from, [VERSION_HEADER]: STRANGER } });
  const look = async (place: URL) => ask(place, { fetch, headers: from });
  const found = await (document === undefined ? findDocument(page, look) : look(new URL(document, page.url)));
  const isGate = [page, stranger].some(
    ({ headers }) => headers.has(VERSION_HEADER) || variesByVersion(headers),
  );
  const report = isGate ? await audit(url, { document: new URL(found.url).pathname, fetch }) : undefined;
  // Not the page: a server may turn away who sends no version.
  const own = report === undefined || report instanceof VerstampError ? undefined : report.server;
  return {
    url: showUrl(url),
    origin: from.Origin,
    isOriginNamed: origin !== undefined,
    page,
    stranger,
    document: found,
    fitting:
      own === undefined ? page : await ask(url, { fetch, headers: { ...from, [VERSION_HEADER]: own } }),
    audit: report,
  };
}

function variesByVersion(headers: Headers): boolean {
  return (headers.get('Vary') ?? '')
    .toLowerCase()
    .split(/\s*,\s*/)
    .includes(VERSION_HEADER.toLowerCase());
}

async function audit(url: URL, options: AuditOptions): Promise<AuditReport | VerstampError> {
  try {
    return await auditServer(url, options);
  } catch (error) {
    if (error instanceof VerstampError) return error;
    throw error;
  }
}

async function ask(url: URL, options: Omit<ReplyOptions, 'maxBytes'>): Promise<Reply> {
  try {
    return await requestReply(url, { ...options, maxBytes: MAX_BODY_BYTES });
  } catch (cause) {
    throw serverUnreachable({ url: showUrl(url) }, { cause });
  }
}
