import { VERSION_HEADER } from '@verstamp/core';
import type { GateRequest } from '../gate/request.ts';

/** What the adapters read of a fetch request: `Request` and the like. */
export type FetchRequest = Pick<Request, 'method' | 'url'> & {
  readonly headers: Pick<Headers, 'get'>;
};

/** Reads what a gate looks at in a fetch request; what is seldom needed is read only then. */
export function readFetchRequest(request: FetchRequest): GateRequest {
  return new LazyRequest(request);
}

class LazyRequest implements GateRequest {
  readonly method: string;
  readonly url: string;
  readonly version: string | undefined;
  readonly #headers: FetchRequest['headers'];

  constructor({ method, url, headers }: FetchRequest) {
    this.method = method;
    this.url = url;
    this.version = headers.get(VERSION_HEADER) ?? undefined;
    this.#headers = headers;
  }

  get origin(): string | undefined {
    return this.#headers.get('Origin') ?? undefined;
  }

  get ifNoneMatch(): string | undefined {
    return this.#headers.get('If-None-Match') ?? undefined;
  }
}
