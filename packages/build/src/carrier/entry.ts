import { literal } from './literal.ts';
import { stampPrefix } from '../stamp/prefix.ts';
import type { TagAttributes } from './tag.ts';

/** What an entry of fixed name says to the hashed files that it loads. */
export interface Announcement {
  readonly name: string;
  /** The attributes that a page in the entry's place would bear. */
  readonly tag: Pick<TagAttributes, 'content' | 'data-document'>;
}

/** Whether an entry is a module for certain; else a browser may take it for a script. */
export type EntryKind = 'module' | 'script';

/** Writes the line by which an entry leaves the stamp where the virtual module looks for it, behind pages and workers. */
export function announceStamp({ name, tag }: Announcement, kind: EntryKind): string {
  return announce(name, literal(tag.content), addressOf(tag, kind));
}

/**
 * Writes the file that leaves the stamp there before anything else that an entry imports is run; {@link importStamp}
 * writes how it is imported. It is the same for every stamp: an old entry never learns of a new one.
 */
export function stampImported({ name, tag }: Announcement): string {
  return `${announce(name, 'new URL(import.meta.url).search.slice(1)', addressOf(tag, 'module'))}\n`;
}

/** Writes the line by which an entry imports such a file, with the stamp in its address. */
export function importStamp(file: string, { content }: Announcement['tag']): string {
  return `import ${literal(`./${file}?${content}`)};`;
}

function announce(name: string, text: string, address: string): string {
  return `globalThis[Symbol.for(${literal(`verstamp.${stampPrefix(name)}`)})]={text:${text}${address}};`;
}

/** The page that runs an entry may be anybody's: the entry knows the way to its own site. */
function addressOf({ 'data-document': document }: Announcement['tag'], kind: EntryKind): string {
  if (document === undefined) return '';
  const path = literal(document);
  if (kind === 'module') return `,document:new URL(${path},import.meta.url).href`;
  const own = 'document.currentScript';
  return `,document:typeof document==='object'&&${own}&&${own}.src?new URL(${path},${own}.src).href:undefined`;
}
