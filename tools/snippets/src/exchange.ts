import { request, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Block } from './blocks.ts';

/** One request and its response. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly sent: Readonly<Record<string, string>>;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `''` where the page shows none. */
  readonly body: string;
}

/** Reads a block that shows a request and, behind an empty line, its response. */
export function readExchange({ text: block }: Pick<Block, 'text'>): Exchange {
  const [asked = '', answered = '', ...body] = block.trim().split('\n\n');
  const [first = '', ...sent] = asked.split('\n');
  const [second = '', ...headers] = answered.split('\n');
  const [, method, path] = /^([A-Z]+) (\/\S*) HTTP\/1\.1$/.exec(first) ?? [];
  const [, status] = /^HTTP\/1\.1 (\d{3}) [\w ]+$/.exec(second) ?? [];
  if (method === undefined || path === undefined || status === undefined) {
    throw new Error(`no request and response: ${first}, ${second}`);
  }
  return {
    method,
    path,
    sent: readHeaders(sent),
    status: Number(status),
    headers: readHeaders(headers),
    body: body.join('\n\n'),
  };
}

function readHeaders(lines: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(lines.map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]));
}

/** Sends an exchange's request, and gives what came of what the page shows. */
export async function ask(
  origin: string,
  { method, path, sent, headers }: Exchange,
): Promise<Pick<Exchange, 'status' | 'headers' | 'body'>> {
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(path, origin), { method, headers: sent, agent: false }, (response) => {
      const shown = Object.keys(headers).map((name) => [name, pick(response.headers, name)]);
      text(response).then(
        (body) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(shown) as Record<string, string>,
            body,
          }),
        reject,
      );
    });
    outgoing.once('error', reject).end();
  });
}

function pick(headers: IncomingHttpHeaders, name: string): string | undefined {
  return headers[name.toLowerCase()]?.toString();
}
