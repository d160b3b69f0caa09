import { readVersionDocument } from '@verstamp/core';
import { inspectFiles } from '@verstamp/release';
import { listElements } from './elements.ts';
import { decodeJson, type Reply } from './reply.ts';

/** A page as far as it says where its version document is. */
export type Page = Pick<Reply, 'url' | 'body'>;

/** The folders that are looked into at most; a redirect may lead to any path. */
const MAX_FOLDERS = 16;

/** Tells whether a reply is a version document, rather than the page that answers every path. */
export function isDocument(reply: Pick<Reply, 'status' | 'body'>): boolean {
  return readName(reply) !== undefined;
}

/** Tells whether a reply was meant for a version document, as it has a name and a version, but cannot be read as one. */
export function isSpoiltDocument(reply: Pick<Reply, 'status' | 'body'>): boolean {
  const fields = Object(decodeJson(reply)) as object;
  return reply.status === 200 && 'name' in fields && 'version' in fields && !isDocument(reply);
}

/** Tells whether a reply is the version document of a page: one of another name is another app's. */
export function isDocumentOf(page: Page, reply: Pick<Reply, 'status' | 'body'>): boolean {
  const name = readName(reply);
  return name !== undefined && isNameOf(page, name);
}

/** Tells whether a name is that of a page's app: any is, if the page bears none. */
function isNameOf({ url, body }: Page, name: unknown): boolean {
  const { sightings } = inspectFiles(new Map([[url, body]]));
  return sightings.length === 0 || sightings.some(({ stamp }) => stamp.name === name);
}

/**
 * Finds the version document of a page: where the page says; else beside it, as a build puts it, or in a folder above,
 * since a page may answer for every path below its own.
 *
 * @returns That of another app if there is no other, and what came at the first of these places if there is none at all.
 */
export async function findDocument(page: Page, look: (place: URL) => Promise<Reply>): Promise<Reply> {
  const named = findNamed(page);
  const [nearest, ...above] = named ? [named] : listPlaces(new URL(page.url));
  let found = await look(nearest);
  for (const place of above) {
    if (isDocumentOf(page, found)) break;
    const reply = await look(place);
    if (isDocumentOf(page, reply) || rankOf(page, reply) > rankOf(page, found)) found = reply;
  }
  return found;
}

/** Another app's document is still more than none, and so is the page's own that cannot be read. */
function rankOf(page: Page, reply: Reply): number {
  if (isDocument(reply)) return 2;
  const { name } = Object(decodeJson(reply)) as { readonly name?: unknown };
  return isSpoiltDocument(reply) && isNameOf(page, name) ? 1 : 0;
}

/** In the page's own folder and in each above it. */
function listPlaces({ origin, pathname }: URL): readonly [URL, ...URL[]] {
  const ends = [...pathname.matchAll(/\//g)].map(({ index }) => index + 1).toReversed();
  // Behind the origin, since a path may begin with two slashes.
  const at = (end: number) => new URL(`${origin}${pathname.slice(0, end)}version.json`);
  const [nearest = 1, ...above] = ends.slice(0, MAX_FOLDERS);
  return [at(nearest), ...above.map((end) => at(end))];
}

/** As the page itself finds it, if a site that may stand anywhere was built: `data-document` beside the stamp. */
function findNamed({ url, body }: Page): URL | undefined {
  const stamp = listElements(body, 'meta').find((attributes) => attributes.get('name') === 'verstamp');
  const address = stamp?.get('data-document');
  if (!address) return undefined;
  const base =
    listElements(body, 'base')
      .find((attributes) => attributes.has('href'))
      ?.get('href') ?? '';
  const from = URL.canParse(base, url) ? new URL(base, url) : new URL(url);
  const place = URL.canParse(address, from.href) ? new URL(address, from) : undefined;
  return place?.origin === new URL(url).origin ? place : undefined;
}

function readName(reply: Pick<Reply, 'status' | 'body'>): string | undefined {
  return reply.status === 200 ? readVersionDocument(decodeJson(reply))?.name : undefined;
}
