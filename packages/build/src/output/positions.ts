import { formatStamp, type Stamp } from '@verstamp/core';
import { EXTENSION_FILE, readExtension } from './extension.ts';
import { isMapFile, isPageFile } from './file-kind.ts';
import type { StampKind, StampPosition } from './record.ts';

const PADDING = /^;p=\.+/;

/**
 * Finds every stamp of a build in one of its files, by its bytes.
 *
 * @param file - The path, relative to the output folder.
 * @param document - The path of the version document, which is a stamp as a whole.
 */
export function findStamps(
  file: string,
  bytes: Buffer,
  { stamp, document }: { readonly stamp: Stamp; readonly document: string | false },
): readonly StampPosition[] {
  if (file === document) return [{ file, offset: 0, length: bytes.length, kind: 'document' }];
  if (file === EXTENSION_FILE && readExtension(bytes)) {
    return [{ file, offset: 0, length: bytes.length, kind: 'extension' }];
  }
  const text = textOf(stamp);
  const kind = kindOf(file);
  const found: StampPosition[] = [];
  for (let offset = bytes.indexOf(text); offset !== -1; offset = bytes.indexOf(text, offset + 1)) {
    const rest = bytes.toString('latin1', offset + text.length, offset + text.length + 256);
    const padding = PADDING.exec(rest)?.[0].length ?? 0;
    found.push({ file, offset, length: text.length + padding, kind });
  }
  return found;
}

const texts = new WeakMap<Stamp, Buffer>();

/** It is looked for in many files. */
function textOf(stamp: Stamp): Buffer {
  const known = texts.get(stamp);
  if (known) return known;
  const text = Buffer.from(formatStamp(stamp));
  texts.set(stamp, text);
  return text;
}

function kindOf(file: string): StampKind {
  if (isPageFile(file)) return 'page';
  return isMapFile(file) ? 'map' : 'inline';
}
