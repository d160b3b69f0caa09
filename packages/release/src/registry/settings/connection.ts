import type { Environment } from '../../environment.ts';
import { isTexts, textOf } from '../../json.ts';

/** Settings of connections. */
export interface Connection {
  /** The proxy to go through; `undefined` for none. */
  readonly proxy: string | undefined;
  readonly noProxy: string;
  readonly ca: string | readonly string[] | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly strictSsl: boolean;
}

/** Reads how npm would connect: by its settings, and by the variables that its HTTP client goes by. */
export function readConnection(flat: Readonly<Record<string, unknown>>, env: Environment): Connection {
  const { proxy, 'https-proxy': httpsProxy, noproxy, ca, cert, key, 'strict-ssl': strictSsl } = flat;
  return {
    proxy: textOf(httpsProxy) ?? textOf(proxy) ?? proxyOf(env),
    noProxy: Array.isArray(noproxy) ? noproxy.join(',') : (textOf(noproxy) ?? ''),
    ca: typeof ca === 'string' || isTexts(ca) ? ca : undefined,
    cert: textOf(cert),
    key: textOf(key),
    strictSsl: strictSsl !== false,
  };
}

/** npm leaves these to its HTTP client, so they are no part of its configuration. */
function proxyOf(env: Environment): string | undefined {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  return names.map((name) => textOf(env[name])).find((value) => value !== undefined);
}
