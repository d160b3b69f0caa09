import {
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
  type VersionFormat,
} from '@verstamp/core';
import { serverSilent } from '@verstamp/core/problems';
import { chooseReader, chooseWriter, type Notation } from '../notation.ts';
import { createFinder, type FindClient } from './clients.ts';
import { ask, type Asking, type Question, type Reply } from './ask.ts';

/** How a server is audited; nothing is needed where it advertises its rule. */
export interface AuditOptions {
  /**
   * The rule that the server follows.
   * @default the advertised one, or `sameMajor` where none is
   */
  readonly rule?: RuleInput | undefined;
  /** The notation of versions on the wire, where it is not the usual one. */
  readonly format?: VersionFormat | undefined;
  /**
   * The path of the version document; `false` where there is none.
   * @default '/version.json'
   */
  readonly document?: string | false | undefined;
  /** An origin whose pages may read refusals, as in `https://shop.example`. */
  readonly origin?: string | undefined;
  /**
   * How long an answer may take.
   * @default 10_000
   */
  readonly timeoutMs?: number | undefined;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A server under audit, and what is known of it. */
export interface Target {
  readonly url: URL;
  readonly documentUrl: URL | undefined;
  readonly document: VersionDocument | undefined;
  readonly origin: string | undefined;
  /** The server's version in the usual notation. */
  readonly server: string;
  /** The server's version as it is advertised in headers. */
  readonly advertised: string;
  readonly rule: Rule;
  readonly findClient: FindClient;
  readonly ask: (question?: Omit<Question, 'url'> & { readonly url?: URL }) => Promise<Reply>;
}

/**
 * Finds out what a server advertises.
 *
 * @throws VerstampError `SERVER_UNREACHABLE` where no answer comes, `SERVER_SILENT` where it names no version,
 *   `RULE_SYNTAX` for a rule that is none.
 */
export async function findTarget(url: URL, options: AuditOptions): Promise<Target> {
  const { document: path = '/version.json', format, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  const asking: Asking = { fetch, timeoutMs };
  const documentUrl = path === false ? undefined : new URL(path, url);
  const read = chooseReader(format);
  const first = await ask(asking, { url });
  const document = documentUrl && readDocument(await ask(asking, { url: documentUrl }));
  const server = readServer(document, first, read);
  if (!server) throw serverSilent({ url: url.origin + url.pathname });
  const rule = resolveRule(options.rule ?? ruleOf(document));
  const write = chooseWriter(format, rule);
  const now = Date.parse(first.headers.get('Date') ?? '');
  return {
    url,
    documentUrl,
    document,
    origin: options.origin,
    server: formatVersion(server),
    advertised: write(server),
    rule,
    findClient: createFinder({ server, rule, read, write, now: Number.isNaN(now) ? Date.now() : now }),
    ask: (question = {}) => ask(asking, { url, ...question }),
  };
}

function readDocument({ status, body }: Reply): VersionDocument | undefined {
  try {
    return status === 200 ? readVersionDocument(JSON.parse(body)) : undefined;
  } catch {
    return undefined;
  }
}

function readServer(
  document: VersionDocument | undefined,
  { headers }: Reply,
  read: Notation['read'],
): Version | undefined {
  const text = headers.get(VERSION_HEADER);
  return document ? parseVersion(document.version) : text === null ? undefined : read(text);
}

function ruleOf(document: VersionDocument | undefined): RuleInput {
  if (!document) return sameMajor;
  const { rule: table = sameMajor, min, max, deprecated, until } = document;
  return { table, min, max, deprecated, until };
}
