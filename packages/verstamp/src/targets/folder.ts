import { readdirSync, statSync } from 'node:fs';
import { createReader, type Reader } from '@verstamp/build';
import { quote } from '@verstamp/core';
import { targetUnreadable } from '@verstamp/core/problems';
import type { InspectedFiles } from '@verstamp/release';

/** What a folder may hold at most, and what it is called. */
export interface FolderBounds {
  readonly target: string;
  readonly files: number;
  /** Of each file. */
  readonly bytes: number;
}

/**
 * Lists the files of a folder, without installed packages and git's own; each is read when it is asked for,
 * and not by a thread, which would take longer than all else.
 *
 * @throws VerstampError `TARGET_UNREADABLE`, also when a file is asked for.
 */
export function openFolder(root: string, { target, ...bounds }: FolderBounds): InspectedFiles {
  const fail = (reason: string, options?: ErrorOptions) => targetUnreadable({ target, reason }, options);
  const attempt = <T>(act: () => T, explain: (cause: unknown) => string): T => {
    try {
      return act();
    } catch (cause) {
      throw fail(explain(cause), { cause });
    }
  };
  const paths = attempt(
    () => listFiles(root).toSorted(),
    // Such a name reads as another one, which is not there.
    (cause) => `it cannot be listed${/ENOENT.*\uFFFD/.test(String(cause)) ? ': a name is no UTF-8' : ''}.`,
  );
  if (paths.length > bounds.files) throw fail(`it holds more than ${bounds.files} files.`);
  const listed = new Set(paths);
  // Each has memory of its own, which a file is in until the next.
  const readers = { brief: createReader(root), lasting: createReader(root) };
  const open = (path: string, read: Reader): Buffer | undefined => {
    const bytes = attempt(
      // Others may name whatever they like: a device never ends, and a pipe is waited for.
      () => (listed.has(path) || isFile(`${root}/${path}`) ? read(path, (shared) => shared) : undefined),
      () => `${quote(path, 200)} cannot be opened.`,
    );
    // A name that is no UTF-8 is listed as another one, of which there is no file or folder.
    if (!bytes && listed.has(path) && path.includes('\uFFFD'))
      throw fail(`${quote(path, 200)} cannot be opened: its name is no UTF-8.`);
    if (bytes && bytes.length > bounds.bytes) throw fail(`${quote(path, 200)} is too large.`);
    return bytes;
  };
  return {
    keys: () => paths,
    get(path) {
      const bytes = open(path, readers.lasting);
      return bytes && Buffer.from(bytes);
    },
    use(path, act) {
      const bytes = open(path, readers.brief);
      return bytes && act(bytes);
    },
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function listFiles(root: string, prefix = ''): readonly string[] {
  return readdirSync(`${root}/${prefix}`, { withFileTypes: true }).flatMap((entry) => {
    const path = prefix + entry.name;
    if (entry.isFile()) return [path];
    const isLeftOut = !entry.isDirectory() || entry.name === 'node_modules' || entry.name === '.git';
    return isLeftOut ? [] : listFiles(root, `${path}/`);
  });
}
