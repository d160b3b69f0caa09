import {
  compareVersions,
  diffVersions,
  formatVersion,
  parseVersion,
  readVersionDocument,
  resolveRule,
  sameMajor,
  VERSION_HEADER,
  type Rule,
  type RuleInput,
  type Version,
  type VersionDocument,
} from '@verstamp/core';
import { serverSilent } from '@verstamp/core/problems';
import { chooseReader, chooseWriter, type Notation } from '../notation.ts';
import { listClients, type Client } from './clients.ts';
import { describeFault } from './document-fault.ts';
import type { AuditOptions } from './options.ts';
import { ask, type AskOptions, type Question, type Reply } from './ask.ts';

/** A server under audit, and what is known of it. */
export interface AuditedServer {
  readonly url: URL;
  readonly documentUrl: URL | undefined;
  readonly document: VersionDocument | undefined;
  /** What keeps the document from being read; `undefined` if it was read, or is not asked for. */
  readonly documentFault: string | undefined;
  readonly origin: string | undefined;
  /** The server's version in the usual notation. */
  readonly version: string;
  /** The server's version as it is advertised in headers. */
  readonly advertised: string;
  /** Tells whether a text, as a header has it, names the server's version; it may leave the revision out. */
  readonly isOwnVersion: (text: string) => boolean;
  readonly rule: Rule;
  /** Clients that might come: one of the server's own version, and then others, the nearest first. */
  readonly clients: readonly Client[];
  readonly ask: (question?: Omit<Question, 'url'> & { readonly url?: URL }) => Promise<Reply>;
}

/**
 * Finds out what a server advertises.
 *
 * @throws VerstampError `SERVER_UNREACHABLE` if no answer comes, `SERVER_SILENT` if it names no version,
 *   `RULE_SYNTAX` for a text that is not a rule.
 */
export async function inspectServer(url: URL, options: AuditOptions): Promise<AuditedServer> {
  const { document: path = '/version.json', format, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  const askOptions: AskOptions = { fetch, timeoutMs };
  const documentUrl = path === false ? undefined : new URL(path, url);
  const read = chooseReader(format);
  const first = await ask(askOptions, { url });
  const { document, fault, isJson } = await askDocument(askOptions, documentUrl);
  const version = readVersion(document, first, read);
  if (!version) {
    const location = readLocation(url, first);
    throw serverSilent({ url: url.origin + url.pathname, location, fault: isJson ? fault : undefined });
  }
  const rule = resolveRule(options.rule ?? advertisedRule(document));
  const write = chooseWriter(format, rule);
  const date = Date.parse(first.headers.get('Date') ?? '');
  const now = Number.isNaN(date) ? Date.now() : date;
  const advertised = write(version);
  return {
    url,
    documentUrl,
    document,
    documentFault: fault,
    origin: options.origin,
    version: formatVersion(version),
    advertised,
    isOwnVersion(text) {
      const named = read(text);
      return text === advertised || (named && diffVersions(named, version).part) === 'none';
    },
    rule,
    clients: listClients({ server: version, rule, read, write, now }),
    ask: (question = {}) => ask(askOptions, { url, ...question }),
  };
}

/** Reads where else an answer leads that can be asked, but for what may bear credentials. */
function readLocation(url: URL, { status, headers }: Reply): string | undefined {
  const location = headers.get('Location') ?? '';
  if (status < 300 || status > 399 || !URL.canParse(location, url.href)) return undefined;
  const { protocol, origin, pathname } = new URL(location, url);
  const isElsewhere = origin !== url.origin || pathname !== url.pathname;
  return /^https?:$/.test(protocol) && isElsewhere ? origin + pathname : undefined;
}

/** A version document, or what keeps one from being read. */
interface FoundDocument {
  readonly document?: VersionDocument | undefined;
  readonly fault?: string;
  /** Whether there is something that may have been meant for one. */
  readonly isJson?: boolean;
}

async function askDocument(askOptions: AskOptions, url: URL | undefined): Promise<FoundDocument> {
  if (!url) return {};
  const reply = await ask(askOptions, { url });
  const isJson = reply.status === 200 && reply.json !== undefined;
  const document = isJson ? readVersionDocument(reply.json) : undefined;
  return document ? { document } : { fault: describeFault(reply, url.pathname), isJson };
}

/** Reads the version on the wire: the document's, unless that is about an application whose API has another. */
function readVersion(
  document: VersionDocument | undefined,
  { headers }: Reply,
  read: Notation['read'],
): Version | undefined {
  const sent = read(headers.get(VERSION_HEADER) ?? '');
  if (!document) return sent;
  const documented = parseVersion(document.version);
  // Where a document has a rule, that is about the version beside it.
  const isOfApi = sent && !document.rule && compareVersions(sent, documented) !== 0;
  return isOfApi ? sent : documented;
}

function advertisedRule(document: VersionDocument | undefined): RuleInput {
  if (!document) return sameMajor;
  const { rule: table = sameMajor, min, max, deprecated, until } = document;
  return { table, min, max, deprecated, until };
}
