import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { create } from 'tar';
import { findInstalled, type Manifest } from './installed.ts';
import { packWorkspace } from './pack-workspace.ts';

/**
 * Starts a registry that holds this workspace's packages, and installed ones that a page asks for.
 *
 * @param installed - Packages of this workspace's node_modules that come with everything that they depend on.
 */
export async function startFilledRegistry(installed: readonly string[]): Promise<TestRegistry> {
  const registry = await startRegistry();
  const packed = await mkdtemp(join(tmpdir(), 'snippets-packed-'));
  for (const { manifest, folder: cwd } of findInstalled(installed)) {
    const tarball = join(packed, 'third-party.tgz');
    const files = (await readdir(cwd)).filter((file) => file !== 'node_modules');
    // With several jobs at once tar 7.5.23 never ends for some folders.
    await create({ cwd, file: tarball, prefix: 'package', gzip: { level: 1 }, jobs: 1 }, files);
    await publish(registry.url, manifest, await readFile(tarball));
  }
  for (const { manifest, tarball } of await packWorkspace(packed)) {
    await publish(registry.url, manifest, await readFile(tarball));
  }
  await rm(packed, { recursive: true });
  return registry;
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
