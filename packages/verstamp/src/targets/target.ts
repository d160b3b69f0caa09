import { statSync, type Stats } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { targetMissing, targetUnreadable } from '@verstamp/core/problems';
import type { InspectedFiles } from '@verstamp/release';
import { openArchive } from './archive.ts';
import { openFolder } from './folder.ts';

const BOUNDS = { files: 100_000, bytes: 768 * 2 ** 20 };
const ARCHIVE = /\.(?:tgz|tar|tar\.gz|zip)$/i;
const MAX_PAGE_BYTES = 16 * 2 ** 20;
const TIMEOUT_MS = 10_000;

/**
 * Loads a file, a folder, a tarball, a zip, or a page with its version document; by path with `/`. A URL may lead to an
 * archive, too.
 *
 * @throws VerstampError `TARGET_MISSING`, `TARGET_UNREADABLE`, `TARBALL_INVALID`.
 */
export async function loadTarget(target: string, cwd: string): Promise<InspectedFiles> {
  if (/^https?:\/\//i.test(target)) return loadPage(target);
  const path = resolve(cwd, target);
  const found = lookAt(path, target);
  if (found.isDirectory()) return openFolder(path, { target, ...BOUNDS });
  if (found.size > BOUNDS.bytes) throw targetUnreadable({ target, reason: 'it is too large.' });
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw targetUnreadable({ target, reason: 'it cannot be opened.' }, { cause });
  });
  const archive = await openArchive(bytes, target, BOUNDS);
  if (archive) return archive;
  // A page that says "not found" may have been saved under such a name.
  if (ARCHIVE.test(path)) throw targetUnreadable({ target, reason: 'it is no archive, as its name says.' });
  return new Map([[basename(path), bytes]]);
}

/** Without a thread: the first one to be started takes longer than a folder to be listed. */
function lookAt(path: string, target: string): Stats {
  try {
    return statSync(path);
  } catch (cause) {
    throw targetMissing({ target }, { cause });
  }
}

async function loadPage(url: string): Promise<InspectedFiles> {
  const page = await download(url);
  if (page.status !== 200) {
    throw targetUnreadable({ target: showUrl(url), reason: `it answered status ${page.status}.` });
  }
  const archive = await openArchive(page.body, showUrl(url), BOUNDS);
  if (archive) return archive;
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
