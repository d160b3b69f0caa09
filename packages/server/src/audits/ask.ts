import { quote, readRefusal, VERSION_HEADER, VERSION_QUERY, type Refusal } from '@verstamp/core';
import { askAgain, serverUnreachable } from '@verstamp/core/problems';
import type { Fetch } from './options.ts';

/** A question to a server; only methods that change nothing. */
export interface Question {
  readonly url: URL;
  /** @default 'GET' */
  readonly method?: 'GET' | 'HEAD' | 'OPTIONS';
  /** The version in the header. */
  readonly version?: string | undefined;
  /** The version in the query. */
  readonly query?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The body as text, cut to 64 kB. */
  readonly body: string;
  /** The body decoded; `undefined` if it is not JSON. */
  readonly json: unknown;
  /** The refusal in the body; `undefined` if it is anything else. */
  readonly refusal: Refusal | undefined;
}

/** Options of {@link ask}. */
export interface AskOptions {
  readonly fetch: Fetch;
  readonly timeoutMs: number;
}

const MAX_BODY_BYTES = 65_536;

/**
 * Asks a server.
 *
 * @throws VerstampError `SERVER_UNREACHABLE` if no answer comes.
 */
export async function ask(askOptions: AskOptions, question: Question): Promise<Reply> {
  try {
    return await askAgain(async () => send(askOptions, question));
  } catch (cause) {
    // The rest of a URL may bear credentials.
    throw serverUnreachable({ url: question.url.origin + question.url.pathname }, { cause });
  }
}

async function send({ fetch, timeoutMs }: AskOptions, question: Question): Promise<Reply> {
  const { method = 'GET', version, query, headers = {} } = question;
  const url = new URL(question.url);
  if (query !== undefined) url.searchParams.append(VERSION_QUERY, query);
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(version === undefined ? {} : { [VERSION_HEADER]: version }) },
    // The answer of this very server counts.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const body = await readBody(response);
  const json = parseJson(body);
  return { status: response.status, headers: response.headers, body, json, refusal: readRefusal(json) };
}

async function readBody(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    size += chunk.length;
    // Leaving the loop closes the stream.
    if (size >= MAX_BODY_BYTES) break;
  }
  return text;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Tells whether a list header has an entry; `*` has all. */
export function listHas(headers: Headers, name: string, entry: string): boolean {
  const value = headers.get(name)?.toLowerCase() ?? '';
  const entries = new Set(value.split(',').map((text) => text.trim()));
  return entries.has('*') || entries.has(entry.toLowerCase());
}

/** Formats a header for a finding's reason. */
export function formatHeader(headers: Headers, name: string): string {
  const value = headers.get(name);
  return value === null ? `no ${name}` : `${name}: ${quote(value, 100)}`;
}
