import type * as Http from 'node:http';
import type { AgentOptions } from 'node:https';
import type { Connection } from '../settings/connection.ts';
import type { ClientCertificate } from '../settings/credentials.ts';
import { http, loadHttps } from './http.ts';
import { createProxyAgents } from './proxy-agents.ts';

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
  const proxied = createProxyAgents(connection.timeoutMs);
  const agents: Agents = async (url, certificate) => {
    const options = toOptions({ ...connection, ...certificate });
    const proxy = await proxied.find(url, connection, options);
    if (proxy) return proxy;
    const key = `${url.protocol}\n${certificate?.cert ?? ''}`;
    const agent = direct.get(key) ?? createDirectAgent(url, options);
    direct.set(key, agent);
    return agent;
  };
  const close = () => {
    for (const agent of direct.values()) agent.destroy();
    proxied.close();
  };
  return { agents, close };
}

function createDirectAgent({ protocol }: URL, options: AgentOptions): Http.Agent {
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
