import { VERSION_HEADER } from '@verstamp/core';
import type { GateRequest } from '../gate/request.ts';

/** What the adapters read of a request: `http.IncomingMessage` and the like. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The whole target, if a router has cut `url` to what is below it (Express, Connect). */
  readonly originalUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

const HEADER = VERSION_HEADER.toLowerCase();

/** Reads what a gate looks at in a request of `node:http`; what is seldom needed is read only then. */
export function readNodeRequest(request: NodeRequest): GateRequest {
  return new LazyRequest(request);
}

class LazyRequest implements GateRequest {
  readonly method: string;
  readonly url: string;
  readonly version: string | undefined;
  readonly #request: NodeRequest;

  constructor(request: NodeRequest) {
    this.method = request.method ?? 'GET';
    this.url = request.originalUrl ?? request.url ?? '/';
    // Node has made the headers by now, in search of the host.
    this.version = joinValues(request.headers[HEADER]);
    this.#request = request;
  }

  get origin(): string | undefined {
    return joinValues(this.#request.headers['origin']);
  }

  get ifNoneMatch(): string | undefined {
    return joinValues(this.#request.headers['if-none-match']);
  }
}

function joinValues(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
}
