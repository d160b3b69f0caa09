import type * as Http from 'node:http';
import type { ClientCertificate } from './credentials.ts';
import { http, loadHttps } from './http.ts';
import type { Connection } from './settings.ts';

/** Returns the agent that keeps the connections to a URL's origin; a certificate is shown on its own connections only. */
export type Agents = (url: URL, certificate: ClientCertificate | undefined) => Promise<Http.Agent>;

/** Creates the agents of one connection's settings: proxy, certificates, strictness. */
export function createAgents(connection: Connection): {
  readonly agents: Agents;
  readonly close: () => void;
} {
  const sets = new Map<string | undefined, AgentSet>();
  const agents: Agents = async (url, certificate) => {
    const known = sets.get(certificate?.cert);
    if (known) return known.agents(url);
    const made = createSet({ ...connection, ...certificate });
    sets.set(certificate?.cert, made);
    return made.agents(url);
  };
  const close = () => {
    for (const set of sets.values()) set.close();
  };
  return { agents, close };
}

interface AgentSet {
  readonly agents: (url: URL) => Promise<Http.Agent>;
  readonly close: () => void;
}

function createSet({ proxy, noProxy, ca, cert, key, strictSsl }: Connection): AgentSet {
  const shared = { keepAlive: true, maxSockets: 16 };
  const secure = {
    ...shared,
    rejectUnauthorized: strictSsl,
    ...(ca === undefined ? {} : { ca: typeof ca === 'string' ? ca : [...ca] }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
  const used = new Map<string, Http.Agent>();
  const direct = (protocol: string) => {
    const known = used.get(protocol);
    if (known) return known;
    const agent = protocol === 'https:' ? new (loadHttps().Agent)(secure) : new http.Agent(shared);
    used.set(protocol, agent);
    return agent;
  };
  const proxied = new Set<Http.Agent>();
  const agents: AgentSet['agents'] = async ({ protocol, href }) => {
    if (proxy !== undefined) {
      // Costs more to load than everything else here, and most machines have no proxy.
      const { getAgent } = await import('@npmcli/agent');
      const agent = getAgent(href, { ...secure, proxy, noProxy });
      if (agent) {
        proxied.add(agent);
        return agent;
      }
    }
    return direct(protocol);
  };
  const close = () => {
    for (const agent of [...used.values(), ...proxied]) agent.destroy();
  };
  return { agents, close };
}
