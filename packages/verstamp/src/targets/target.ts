import { createReadStream, statSync, type Stats } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { reasonOf, targetMissing, targetUnreadable } from '@verstamp/core/problems';
import type { InspectedFiles } from '@verstamp/release';
import { openArchive } from './archive.ts';
import { collect, type Collected } from './collect.ts';
import { findDocument, isDocumentOf } from './document.ts';
import { openFolder } from './folder.ts';
import { requestReply, showUrl, type Reply } from './reply.ts';
import { createSiteFetch, hideCredentials } from './site-fetch.ts';

const BOUNDS = { files: 100_000, bytes: 768 * 2 ** 20 };
const ARCHIVE = /\.(?:tgz|tar|tar\.gz|zip)$/i;
const MAX_PAGE_BYTES = 16 * 2 ** 20;

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
  const { bytes, isCut } = await readBounded(path, found).catch((cause: unknown) => {
    throw targetUnreadable({ target, reason: 'it cannot be opened.' }, { cause });
  });
  if (isCut) throw targetUnreadable({ target, reason: 'it is too large.' });
  const archive = await openArchive(bytes, target, BOUNDS);
  if (archive) return archive;
  // A page that says "not found" may have been saved under such a name.
  if (ARCHIVE.test(path)) throw targetUnreadable({ target, reason: 'it is no archive, as its name says.' });
  return new Map([[basename(path), bytes]]);
}

/** A pipe or a device says nothing of its size, and a device may never end. */
async function readBounded(path: string, found: Stats): Promise<Collected> {
  if (found.size > BOUNDS.bytes) return { bytes: Buffer.alloc(0), isCut: true };
  if (found.isFile()) return { bytes: await readFile(path), isCut: false };
  return collect(createReadStream(path), BOUNDS.bytes);
}

/** Without a thread: the first one to be started takes longer than a folder to be listed. */
function lookAt(path: string, target: string): Stats {
  try {
    return statSync(path);
  } catch (cause) {
    throw targetMissing({ target: hideCredentials(target) }, { cause });
  }
}

async function loadPage(url: string): Promise<InspectedFiles> {
  if (!URL.canParse(url)) throw targetUnreadable({ target: 'this URL', reason: 'it is no URL.' });
  const site = new URL(url);
  const fetch = createSiteFetch(site);
  const page = await download(site, fetch);
  if (page.status !== 200) {
    throw targetUnreadable({ target: page.asked, reason: `it answered status ${page.status}.` });
  }
  const archive = await openArchive(page.body, page.asked, BOUNDS);
  if (archive) return archive;
  const document = await findDocument(page, async (place) => download(place, fetch));
  const files = new Map([[page.asked, page.body]]);
  // A site without one is read by its page alone.
  return isDocumentOf(page, document) ? files.set(document.asked, document.body) : files;
}

async function download(url: URL, fetch: typeof globalThis.fetch): Promise<Reply> {
  const target = showUrl(url);
  const fail = (reason: string, options?: ErrorOptions) => targetUnreadable({ target, reason }, options);
  try {
    const reply = await requestReply(url, { fetch, maxBytes: MAX_PAGE_BYTES });
    if (!reply.isCut) return reply;
  } catch (cause) {
    throw fail(`no whole answer came (${reasonOf(cause)}).`, { cause });
  }
  throw fail('its answer is too large.');
}
