import { VERSION_HEADER } from '@verstamp/core';
import type { GateRequest } from './sent.ts';

/** What the adapters read of a request: `http.IncomingMessage` and its kin. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The whole target where a router has cut `url` to what is below it (Express, Connect). */
  readonly originalUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Names and values in turn, as they came. */
  readonly rawHeaders?: readonly string[] | undefined;
}

const HEADER = VERSION_HEADER.toLowerCase();

/** Reads what a gate looks at in a request of `node:http`; what it seldom needs is read when it does. */
export function readRequest(request: NodeRequest): GateRequest {
  return new Incoming(request, single(request.headers[HEADER]));
}

/**
 * Reads a request that nobody has looked at yet: Node makes `headers` when they are first asked for, which costs as
 * much as the whole check.
 */
export function readFreshRequest(request: NodeRequest): GateRequest {
  const { rawHeaders } = request;
  return rawHeaders ? new Incoming(request, findVersion(rawHeaders)) : readRequest(request);
}

class Incoming implements GateRequest {
  readonly method: string;
  readonly url: string;
  readonly version: string | undefined;
  readonly #request: NodeRequest;

  constructor(request: NodeRequest, version: string | undefined) {
    this.method = request.method ?? 'GET';
    this.url = request.originalUrl ?? request.url ?? '/';
    this.version = version;
    this.#request = request;
  }

  get origin(): string | undefined {
    return single(this.#request.headers['origin']);
  }

  get ifNoneMatch(): string | undefined {
    return single(this.#request.headers['if-none-match']);
  }
}

/** Finds the version among names and values; one that was sent twice comes with a comma, as Node joins it. */
function findVersion(rawHeaders: readonly string[]): string | undefined {
  let found: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    // Nearly every name is told by its length.
    if (name.length !== HEADER.length || !isHeader(name)) continue;
    const value = rawHeaders[index + 1] ?? '';
    found = found === undefined ? value : `${found}, ${value}`;
  }
  return found;
}

function isHeader(name: string): boolean {
  return name === VERSION_HEADER || name.toLowerCase() === HEADER;
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
}
