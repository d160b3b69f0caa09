import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Agent, ClientRequest } from 'node:http';
import type { AgentOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Connection } from '../settings/connection.ts';
import { Stalled } from './unreachable.ts';

/** The agents of one transport that ask through a proxy. */
export interface ProxyAgents {
  /** Returns an agent of the proxy, which keeps those that it made; `undefined` if the URL is asked without one. */
  find(url: URL, connection: Connection, options: AgentOptions): Promise<Agent | undefined>;
  /** Ends all connections, also those that are still being made. */
  close(): void;
}

/** Creates the agents of a proxy; connecting through it may take `timeoutMs` milliseconds. */
export function createProxyAgents(timeoutMs: number): ProxyAgents {
  const agents = new Set<Agent>();
  const closing = new AbortController();
  const { signal } = closing;
  setMaxListeners(0, signal);
  // The library shares agents whose options are the same, and those of another transport end with that one.
  const timeouts = { own: randomUUID() };
  return {
    async find({ href }, { proxy, noProxy }, options) {
      if (proxy === undefined) return undefined;
      // Costs more to load than everything else here, and most machines have no proxy.
      const { getAgent } = await import('@npmcli/agent');
      const agent = getAgent(href, { ...options, proxy, noProxy, signal, timeouts });
      // Past the proxy it would do what ours does, and keep connecting where nobody waits for it any more.
      if (!('url' in agent.proxy)) return undefined;
      if (!agents.has(agent)) agent.connect = limit(agent.connect.bind(agent), timeoutMs);
      agents.add(agent);
      return agent;
    },
    close() {
      for (const agent of agents) agent.destroy();
      // Agents do not know of connections that are not made yet, and those would keep the process.
      closing.abort();
    },
  };
}

type Connect = (request: ClientRequest, options: object) => Promise<Socket>;

/** Limits how long connecting takes. The limit of the agent itself leaves a socket behind whose errors nobody hears. */
function limit(connect: Connect, timeoutMs: number): Connect {
  return async (request, options) => {
    const late = Promise.withResolvers<never>();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      late.reject(new Stalled());
    }, timeoutMs);
    const connecting = connect(request, options).then((socket) => (isLate ? socket.destroy() : socket));
    return Promise.race([connecting, late.promise]).finally(() => clearTimeout(timer));
  };
}
