import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { measureCommand } from './cpu.ts';
import type { BenchWorkspace, Published } from './workspace.ts';

/** Packs a workspace with pnpm into a folder of its own, and publishes every tarball. */
export async function publishWorkspace(
  registry: string,
  { root, packages }: BenchWorkspace,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'verstamp-bench-packed-'));
  const args = ['--recursive', '--filter=./packages/*', 'pack', '--pack-destination', folder];
  await measureCommand({ command: 'pnpm', args, cwd: root, env });
  for (const file of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, file));
    const text = gunzipSync(bytes).toString('latin1');
    const manifest = packages.find(({ name }) => text.includes(`"name": "${name}"`));
    if (manifest) await publish(registry, manifest, bytes);
  }
  rmSync(folder, { recursive: true });
}

/** Publishes a package as it is, without a tool that packs it anew. */
export async function publish(registry: string, manifest: Published, bytes: Buffer): Promise<void> {
  const { name, version } = manifest;
  const file = `${name.split('/').at(-1)}-${version}.tgz`;
  const digest = (algorithm: string, encoding: 'base64' | 'hex') =>
    createHash(algorithm).update(bytes).digest(encoding);
  const dist = {
    tarball: `${registry}${name}/-/${file}`,
    integrity: `sha512-${digest('sha512', 'base64')}`,
    shasum: digest('sha1', 'hex'),
  };
  const body = {
    _id: name,
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, dist } },
    _attachments: {
      [file]: {
        content_type: 'application/octet-stream',
        data: bytes.toString('base64'),
        length: bytes.length,
      },
    },
  };
  const { ok, status } = await fetch(`${registry}${name.replace('/', '%2f')}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!ok) throw new Error(`The registry answered ${status} to an upload.`);
}
