import { join } from 'node:path';
import { runServer } from 'verdaccio';
import { listen } from './listen.ts';

/** A running npm registry. */
export interface Registry {
  /** Its base address, with a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts a Verdaccio in this process, on a free port of 127.0.0.1, that anybody may publish to. */
export async function startRegistry(folder: string): Promise<Registry> {
  const app = await runServer({
    storage: join(folder, 'storage'),
    configPath: join(folder, 'config.yaml'),
    self_path: folder,
    uplinks: {},
    packages: { '**': { access: '$all', publish: '$all', unpublish: '$all' } },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
    web: { enable: false },
    max_body_size: '20mb',
  });
  const { port, close } = await listen(app);
  return { url: `http://127.0.0.1:${port}/`, close };
}
