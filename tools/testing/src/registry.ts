import type { Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from './listen.ts';

const require = createRequire(import.meta.url);
// Its declarations do not compile by themselves.
const { runServer } = require('verdaccio') as {
  readonly runServer: (config: object) => Promise<Server>;
};

/** A real registry of this test's own. */
export interface TestRegistry {
  /** Its address, with a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a Verdaccio in this process, on a free port, that anybody may publish to. It has no uplinks, so nothing leaves
 * this machine, and its store is removed afterwards.
 */
export async function startRegistry(): Promise<TestRegistry> {
  const store = await mkdtemp(join(tmpdir(), 'verstamp-registry-'));
  const app = await runServer({
    storage: join(store, 'storage'),
    configPath: join(store, 'config.yaml'),
    self_path: store,
    auth: { htpasswd: { file: join(store, 'htpasswd'), max_users: 100 } },
    uplinks: {},
    packages: { '**': { access: '$all', publish: '$all', unpublish: '$all' } },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
    web: { enable: false },
    max_body_size: '200mb',
  });
  const { origin, close } = await listen(app);
  return {
    url: `${origin}/`,
    async close() {
      await close();
      await rm(store, { recursive: true, force: true });
    },
  };
}
