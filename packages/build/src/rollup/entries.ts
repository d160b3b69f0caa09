import { posix } from 'node:path';
import type { Stamp } from '@verstamp/core';
import { ENTRY_NAME, type ChosenCarrier } from '../carrier/choose.ts';
import { announceStamp, importStamp, stampImported } from '../carrier/entry.ts';
import { literal } from '../carrier/literal.ts';
import { pageTag } from '../carrier/tag.ts';
import { isPageFile, scriptExtension } from '../output/file-kind.ts';
import type { Accessor, Session } from '../session.ts';
import { listHashed, type Bundle, type ChunkFile } from './bundle.ts';
import { isCommonJs, isEsModule } from './names.ts';
import { prependLine } from './prepend.ts';

/** What the entries of an output are stamped by. */
export interface EntryInput {
  readonly session: Session;
  readonly carrier: ChosenCarrier;
  /** Where the module that programs import finds the stamp. */
  readonly accessor: Accessor;
  /** The format of the output. */
  readonly format: unknown;
  /** Where the site will stand; `''` or `./` if that is not known. */
  readonly base: string;
  /** Adds a file to the bundle. */
  readonly emit: (fileName: string, source: string) => unknown;
}

/**
 * Lets the entries of fixed name load the stamp before they load the hashed files that read it: by the time that some
 * of those are asked for, another build may stand in the place of this one. Returns whether any entry announces it.
 */
export async function stampEntries(bundle: Bundle, input: EntryInput): Promise<boolean> {
  if (input.carrier === 'inline') return false;
  const stamp = await input.session.stamp();
  const hashed = listHashed(bundle);
  // Files may hold the stamp for either virtual module; pages answer the one that programs import.
  const ids = input.carrier === 'module' ? [ACCESSOR_ID, STATIC_ID] : [ACCESSOR_ID];
  const readings = listReadings(bundle, hashed, ids);
  const added = new Map<string, string>();
  for (const reading of readings) {
    // In a file of fixed name the module holds the stamp itself, unless it looks for it wherever it stands.
    const isHeld = input.accessor !== 'page' && !hashed.has(reading.reader);
    if (isHeld) importReader(bundle, reading, input);
    else
      for (const [file, source] of announce(bundle, reading.entry, { ...input, stamp }))
        added.set(file, source);
  }
  for (const [file, source] of added) input.emit(file, source);
  // What holds the stamp for itself alone tells pages nothing.
  return readings.some(({ id }) => id === ACCESSOR_ID);
}

const ACCESSOR_ID = '\0virtual:verstamp';
const STATIC_ID = '\0virtual:verstamp/static';

/** An entry by which code is started that reads the stamp. */
interface Reading {
  readonly entry: ChunkFile;
  /** The file with the module that reads or holds it. */
  readonly reader: string;
  /** That module. */
  readonly id: string;
}

/** Lists the entries of fixed name that start such code; those that a page of the build starts find the stamp there. */
function listReadings(
  bundle: Bundle,
  hashed: ReadonlySet<string>,
  ids: readonly string[],
): readonly Reading[] {
  return Object.keys(bundle).flatMap((name) => {
    const entry = !hashed.has(name) && scriptExtension(name) ? bundle[name] : undefined;
    if (entry?.type !== 'chunk' || !entry.isEntry || isPageFile(entry.facadeModuleId ?? '')) return [];
    return Array.from(findReaders(listLoaded(bundle, entry), ids), ([reader, id]) => ({ entry, reader, id }));
  });
}

/** Finds the files with such modules, and the first that each has. */
function findReaders(loaded: readonly ChunkFile[], ids: readonly string[]): ReadonlyMap<string, string> {
  const readers = new Map<string, string>();
  for (const id of ids) {
    const reader = loaded.find(({ moduleIds }) => moduleIds.includes(id))?.fileName;
    if (reader !== undefined && !readers.has(reader)) readers.set(reader, id);
  }
  return readers;
}

/** Lets an entry load the file that holds the stamp when it starts, rather than when a chunk first asks. */
function importReader(bundle: Bundle, { entry, reader }: Reading, { format }: EntryInput): void {
  const holder = bundle[reader];
  if (holder?.type !== 'chunk') return;
  if (listLoaded(bundle, entry, { isStatic: true }).some(({ fileName }) => fileName === reader)) return;
  // Rolldown's helpers may stand in an entry, which has to have run before they are there.
  if (holder.imports.some((name) => isEntry(bundle[name]))) return;
  const path = posix.relative(posix.dirname(entry.fileName), reader);
  const file = literal(path.startsWith('.') ? path : `./${path}`);
  if (isEsModule(format)) prependLine(bundle, entry, `import ${file};`);
  if (isCommonJs(format)) prependLine(bundle, entry, `require(${file});`);
}

function isEntry(file: Bundle[string] | undefined): boolean {
  return file?.type === 'chunk' && file.isEntry;
}

/** Lets an entry announce the stamp, and returns the file that it needs for that, with its path. */
function announce(
  bundle: Bundle,
  entry: ChunkFile,
  { session, stamp, format, base }: EntryInput & { readonly stamp: Stamp },
): readonly (readonly [file: string, source: string])[] {
  const { identity, settings } = session;
  const { fileName, imports, exports } = entry;
  const tag = pageTag(stamp, { page: fileName, base, document: settings.document });
  const announcement = { name: identity.name, tag };
  const isEs = isEsModule(format);
  if (!isEs || !imports.some((name) => bundle[name])) {
    const kind = isEs && imports.length + exports.length > 0 ? 'module' : 'script';
    prependLine(bundle, entry, announceStamp(announcement, kind));
    return [];
  }
  // What a module imports is run before its own first line.
  const file = ENTRY_NAME + (scriptExtension(fileName) ?? '');
  prependLine(bundle, entry, importStamp(file, tag));
  return [[posix.join(posix.dirname(fileName), file), stampImported(announcement)]];
}

/** Lists a chunk and those that it loads; `isStatic` leaves out those that it loads later. */
function listLoaded(bundle: Bundle, from: ChunkFile, { isStatic = false } = {}): readonly ChunkFile[] {
  const names = new Set([from.fileName]);
  const loaded: ChunkFile[] = [];
  // What is found is looked at as well: the set grows while it is walked.
  for (const name of names) {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk') continue;
    loaded.push(chunk);
    for (const next of [...chunk.imports, ...(isStatic ? [] : chunk.dynamicImports)]) names.add(next);
  }
  return loaded;
}
