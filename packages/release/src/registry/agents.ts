import type * as Http from 'node:http';
import type { AgentOptions } from 'node:https';
import type { Connection } from './connection.ts';
import type { ClientCertificate } from './credentials.ts';
import { http, loadHttps } from './http.ts';

/** Returns the agent that keeps the connections to a URL's origin; a certificate is shown on its own connections only. */
export type Agents = (url: URL, certificate: ClientCertificate | undefined) => Promise<Http.Agent>;

/** How a connection is made, and how long it may take. */
interface Connecting extends Connection {
  readonly timeoutMs: number;
}

/** Creates the agents of one connection's settings: proxy, certificates, strictness. */
export function createAgents(connection: Connecting): {
  readonly agents: Agents;
  readonly close: () => void;
} {
  const direct = new Map<string, Http.Agent>();
  const proxied = new Set<Http.Agent>();
  const agents: Agents = async (url, certificate) => {
    const own = { ...connection, ...certificate };
    const proxy = await findProxyAgent(url, own);
    if (proxy) {
      proxied.add(proxy);
      return proxy;
    }
    const key = `${url.protocol}\n${certificate?.cert ?? ''}`;
    const agent = direct.get(key) ?? createDirectAgent(url, own);
    direct.set(key, agent);
    return agent;
  };
  const close = () => {
    for (const agent of [...direct.values(), ...proxied]) agent.destroy();
  };
  return { agents, close };
}

/** Returns an agent of the proxy, which keeps those that it made; `undefined` if the URL is asked without one. */
async function findProxyAgent({ href }: URL, connection: Connecting): Promise<Http.Agent | undefined> {
  const { proxy, noProxy, timeoutMs } = connection;
  if (proxy === undefined) return undefined;
  // Costs more to load than everything else here, and most machines have no proxy.
  const { getAgent } = await import('@npmcli/agent');
  // Requests of other agents count by themselves how long connecting takes.
  const timeouts = { connection: timeoutMs };
  return getAgent(href, { ...toOptions(connection), proxy, noProxy, timeouts });
}

function createDirectAgent({ protocol }: URL, connection: Connection): Http.Agent {
  const options = toOptions(connection);
  return protocol === 'https:' ? new (loadHttps().Agent)(options) : new http.Agent(options);
}

function toOptions({ ca, cert, key, strictSsl }: Connection): AgentOptions {
  return {
    keepAlive: true,
    maxSockets: 16,
    rejectUnauthorized: strictSsl,
    ...(ca === undefined ? {} : { ca: typeof ca === 'string' ? ca : [...ca] }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}
