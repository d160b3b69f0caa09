import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { create } from 'tar';
import { findInstalled, packWorkspace, type Manifest } from './packages.ts';

const require = createRequire(import.meta.url);
// Its declarations do not compile by themselves.
const { runServer } = require('verdaccio') as {
  readonly runServer: (config: object) => Promise<Server>;
};

/** A real registry that holds this workspace's packages, and the installed ones that a page asks for. */
export interface Registry {
  /** Its address, with a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a Verdaccio without uplinks, so that nothing leaves this machine.
 *
 * @param installed - Packages of this workspace's node_modules that come with everything that they depend on.
 */
export async function startRegistry(folder: string, installed: readonly string[]): Promise<Registry> {
  const app = await runServer({
    storage: join(folder, 'storage'),
    self_path: folder,
    uplinks: {},
    packages: { '**': { access: '$all', publish: '$all' } },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
    max_body_size: '200mb',
  });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/`;
  const packed = join(folder, 'packed');
  await mkdir(packed);
  for (const { manifest, folder: cwd } of findInstalled(installed)) {
    const tarball = join(packed, 'third-party.tgz');
    const files = (await readdir(cwd)).filter((file) => file !== 'node_modules');
    // With several jobs at once tar 7.5.23 never ends for some folders.
    await create({ cwd, file: tarball, prefix: 'package', gzip: { level: 1 }, jobs: 1 }, files);
    await publish(url, manifest, await readFile(tarball));
  }
  for (const { manifest, tarball } of await packWorkspace(packed)) {
    await publish(url, manifest, await readFile(tarball));
  }
  return {
    url,
    async close() {
      app.closeAllConnections();
      app.close();
      await once(app, 'close');
    },
  };
}

async function publish(url: string, manifest: Manifest, tarball: Buffer): Promise<void> {
  const { name, version } = manifest;
  const file = `${name}-${version}.tgz`;
  const dist = {
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    shasum: createHash('sha1').update(tarball).digest('hex'),
    tarball: `${url}${name}/-/${file}`,
  };
  const body = {
    _id: name,
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, _id: `${name}@${version}`, dist } },
    _attachments: {
      [file]: {
        content_type: 'application/octet-stream',
        data: tarball.toString('base64'),
        length: tarball.length,
      },
    },
  };
  const response = await fetch(`${url}${name.replace('/', '%2f')}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${name}@${version} was answered ${response.status}`);
}
