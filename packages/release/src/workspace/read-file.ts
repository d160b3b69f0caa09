import { readFileSync } from 'node:fs';
import { workspaceInvalid } from '@verstamp/core/problems';

/**
 * Reads a file that says what a workspace is.
 *
 * @throws VerstampError `WORKSPACE_INVALID`, which names it, if it cannot be read.
 */
export function readFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const { code = 'no code' } = cause as NodeJS.ErrnoException;
    throw workspaceInvalid({ path, reason: `it cannot be read (${code}).` }, { cause });
  }
}
