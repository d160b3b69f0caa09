import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The built shop, served by its built server in a process of its own. */
export interface Shop {
  readonly url: URL;
  /** Lets the server move on to another version, as a deploy would. */
  deploy(version: string): Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts the server of a build of the shop. */
export async function startShop(output: string, port = 0): Promise<Shop> {
  const env = { ...process.env, PORT: String(port) };
  const child = spawn(process.execPath, [join(output, 'node/server.js')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const [address] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [unknown];
  if (typeof address !== 'string') throw new Error(`the shop's server ended with ${String(address)}`);
  const url = new URL(address);
  return {
    url,
    async deploy(version) {
      const response = await fetch(new URL(`demo/deploy?version=${version}`, url), { method: 'POST' });
      if (!response.ok) throw new Error(`the deploy was answered ${response.status}`);
    },
    async close() {
      child.kill();
      await ended;
    },
  };
}
