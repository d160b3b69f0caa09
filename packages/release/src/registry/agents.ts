// The library has no types; packages that import this one from source must see ours.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="../npmcli.d.ts" />
import type * as Http from 'node:http';
import { http, loadHttps } from './http.ts';
import type { Connection } from './settings.ts';

/** Gives the agent that keeps the connections to a URL's origin. */
export type Agents = (url: URL) => Promise<Http.Agent>;

/** Creates the agents of one connection's settings: proxy, certificates, strictness. */
export function createAgents({ proxy, noProxy, ca, cert, key, strictSsl }: Connection): {
  readonly agents: Agents;
  readonly close: () => void;
} {
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
  const agents: Agents = async ({ protocol, href }) => {
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
