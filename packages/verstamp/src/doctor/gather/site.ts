import { VERSION_HEADER, VerstampError } from '@verstamp/core';
import { serverUnreachable } from '@verstamp/core/problems';
import { auditServer, type AuditReport } from '@verstamp/server/audits';
import { isDocument, type SiteFacts, type SiteReply } from '../site.ts';

const TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 4 * 2 ** 20;

/** A version that hardly any client has; whoever checks versions says something to it. */
const STRANGER = '0.0.0';

/** The origin of a page elsewhere, if none is named. */
const ELSEWHERE = 'https://origin.example';

/** Which site, and what is known of it. */
export interface SiteQuestion {
  readonly url: URL;
  /** The path of the version document, if it is not beside the page or at the root. */
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
  const page = await ask(url, from);
  const stranger = await ask(url, { ...from, [VERSION_HEADER]: STRANGER });
  const found = await findDocument(new URL(page.url), { path: document, headers: from });
  const isGate = [page, stranger].some(
    ({ headers }) => headers.has(VERSION_HEADER) || variesByVersion(headers),
  );
  return {
    url: showUrl(url),
    origin: from.Origin,
    isOriginNamed: origin !== undefined,
    page,
    stranger,
    document: found,
    audit: isGate ? await audit(url, { document: new URL(found.url).pathname }) : undefined,
  };
}

/** Beside the page, as a build puts it; else at the root, as servers do. */
async function findDocument(
  page: URL,
  {
    path,
    headers,
  }: { readonly path: string | undefined; readonly headers: Readonly<Record<string, string>> },
): Promise<SiteReply> {
  const beside = await ask(new URL(path ?? 'version.json', page), headers);
  if (path !== undefined || isDocument(beside)) return beside;
  const atRoot = await ask(new URL('/version.json', page), headers);
  return isDocument(atRoot) ? atRoot : beside;
}

function variesByVersion(headers: Headers): boolean {
  return (headers.get('Vary') ?? '')
    .toLowerCase()
    .split(/\s*,\s*/)
    .includes(VERSION_HEADER.toLowerCase());
}

async function audit(url: URL, options: { readonly document: string }): Promise<AuditReport | VerstampError> {
  try {
    return await auditServer(url, options);
  } catch (error) {
    if (error instanceof VerstampError) return error;
    throw error;
  }
}

async function ask(url: URL, headers: Readonly<Record<string, string>>): Promise<SiteReply> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      size += chunk.length;
      // Leaving the loop closes the stream.
      if (size > MAX_BODY_BYTES) break;
    }
    const { status, headers: received } = response;
    const places = { asked: showUrl(url), url: showUrl(new URL(response.url)) };
    return { ...places, status, headers: received, body: Buffer.concat(chunks) };
  } catch (cause) {
    throw serverUnreachable({ url: showUrl(url) }, { cause });
  }
}

/** The rest of a URL may bear credentials. */
function showUrl({ origin, pathname }: URL): string {
  return origin + pathname;
}
