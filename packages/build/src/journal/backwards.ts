import { readSync } from 'node:fs';

/** A line of a file. */
export interface Line {
  readonly offset: number;
  /** Without its line break. */
  readonly bytes: Buffer;
  /** Whether a line break follows; only the last line may lack one. */
  readonly ended: boolean;
}

const BLOCK = 1 << 16;
const BREAK = 10;

/** Most lines are shorter. */
const USUAL = 1024;

/** Reads a file's lines from its end to its start, in blocks, so that the last ones cost the same in any file. */
export function* readBackwards(file: number, size: number): Generator<Line> {
  let start = size;
  let window: Buffer = Buffer.alloc(0);
  let ended = false;
  for (;;) {
    const found = window.lastIndexOf(BREAK);
    if (found === -1 && start > 0) {
      // Twice as much each time: a line of any length is copied a few times only.
      const length = Math.min(Math.max(BLOCK, window.length), start);
      start -= length;
      window = Buffer.concat([readExactly(file, start, length), window]);
      continue;
    }
    const line: Line = { offset: start + found + 1, bytes: window.subarray(found + 1), ended };
    // Behind the last line break stands no line, but the end of the file.
    if (ended || line.bytes.length) yield line;
    if (found === -1) return;
    window = window.subarray(0, found);
    ended = true;
  }
}

/** Reads `length` bytes from `offset`; what a file shorter than that lacks is missing at the end. */
export function readExactly(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(file, bytes, filled, length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

/** Reads the line that begins at an offset, without its line break; what stands there may be no line. */
export function readLineAt(file: number, offset: number): Buffer {
  for (let length = USUAL; ; length *= 8) {
    const bytes = readExactly(file, offset, length);
    const end = bytes.indexOf(BREAK);
    if (end !== -1) return bytes.subarray(0, end);
    if (bytes.length < length) return bytes;
  }
}
