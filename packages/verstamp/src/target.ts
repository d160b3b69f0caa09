import { statSync, type Stats } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { targetMissing, targetUnreadable } from '@verstamp/core/problems';
import type { InspectedFiles } from '@verstamp/release';
import { openFolder } from './folder.ts';

const MAX_FILES = 100_000;
const MAX_BYTES = 768 * 2 ** 20;
const MAX_PAGE_BYTES = 16 * 2 ** 20;
const TIMEOUT_MS = 10_000;

/**
 * Loads a file, a folder, a tarball, a zip, or a page with its version document; by path with `/`.
 *
 * @throws VerstampError `TARGET_MISSING`, `TARGET_UNREADABLE`, `TARBALL_INVALID`.
 */
export async function loadTarget(target: string, cwd: string): Promise<InspectedFiles> {
  if (/^https?:\/\//i.test(target)) return loadPage(target);
  const path = resolve(cwd, target);
  const found = lookAt(path, target);
  if (found.isDirectory()) return openFolder(path, { target, files: MAX_FILES, bytes: MAX_BYTES });
  if (found.size > MAX_BYTES) throw targetUnreadable({ target, reason: 'it is too large.' });
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw targetUnreadable({ target, reason: 'it cannot be opened.' }, { cause });
  });
  if (isZip(bytes)) return loadZip(bytes, target);
  return /\.(?:tgz|tar\.gz)$/i.test(path) ? loadTarball(bytes, target) : new Map([[basename(path), bytes]]);
}

/** Without a thread: the first one to be started takes longer than a folder to be listed. */
function lookAt(path: string, target: string): Stats {
  try {
    return statSync(path);
  } catch (cause) {
    throw targetMissing({ target }, { cause });
  }
}

/** An archive is known by its first bytes: extensions, app packages and web archives are zips of other names. */
function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'));
}

async function loadZip(bytes: Buffer, target: string): Promise<InspectedFiles> {
  const { readZip } = await import('./zip.ts');
  return readZip(bytes, { files: MAX_FILES, bytes: MAX_BYTES }, (reason, cause) =>
    targetUnreadable({ target, reason }, { cause }),
  );
}

async function loadTarball(bytes: Buffer, target: string): Promise<InspectedFiles> {
  const { readTarball } = await import('@verstamp/release');
  const files = await readTarball(bytes, target);
  return new Map([...files.values()].map((file) => [file.path, file.bytes]));
}

async function loadPage(url: string): Promise<InspectedFiles> {
  const page = await download(url);
  if (page.status !== 200) {
    throw targetUnreadable({ target: showUrl(url), reason: `it answered status ${page.status}.` });
  }
  const document = new URL('version.json', page.url).href;
  // A site without one is read by its page alone.
  const advertised = await download(document);
  const files = new Map([[showUrl(url), page.body]]);
  return advertised.status === 200 ? files.set(showUrl(document), advertised.body) : files;
}

async function download(
  url: string,
): Promise<{ readonly status: number; readonly url: string; readonly body: Buffer }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > MAX_PAGE_BYTES) throw new RangeError('too large');
      chunks.push(chunk);
    }
    return { status: response.status, url: response.url, body: Buffer.concat(chunks) };
  } catch (cause) {
    const reason = cause instanceof RangeError ? 'its answer is too large.' : 'it did not answer.';
    throw targetUnreadable({ target: showUrl(url), reason }, { cause });
  }
}

/** A URL may bear credentials. */
function showUrl(url: string): string {
  if (!URL.canParse(url)) return 'this URL';
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
