import type { Bundle, ChunkFile } from './bundle.ts';

/** What counts only as the first lines of a program: the interpreter that a shell calls, and directives. */
const PROLOGUE = /^(?:#!.*\n)?(?:(["'])use [\w ]+\1;?[ \t]*\n)*/;

const INLINE_MAP = /(?<=\n\/\/# sourceMappingURL=data:application\/json[^,\n]*;base64,)[\w+/=]+(?=\s*$)/;

/** Puts a line in front of a chunk, and moves all that its source map says of the others one line down. */
export function prependLine(bundle: Bundle, chunk: ChunkFile, line: string): void {
  const [prologue = ''] = PROLOGUE.exec(chunk.code) ?? [];
  const shift = createShift(prologue.split('\n').length - 1);
  const code = `${prologue}${line}\n${chunk.code.slice(prologue.length)}`;
  chunk.code = code.replace(INLINE_MAP, (map) =>
    Buffer.from(shiftText(Buffer.from(map, 'base64').toString(), shift)).toString('base64'),
  );
  const { map } = chunk;
  if (typeof map?.mappings === 'string') map.mappings = shift(map.mappings);
  const file = bundle[`${chunk.fileName}.map`];
  if (file?.type === 'asset') file.source = shiftText(String(file.source), shift);
}

type Shift = (mappings: string) => string;

/** Creates what adds a line to mappings, in which each line ends with a semicolon. */
function createShift(lines: number): Shift {
  const before = new RegExp(`^(?:[^;]*;){${lines}}`);
  return (mappings) => mappings.replace(before, '$&;');
}

function shiftText(text: string, shift: Shift): string {
  const map = JSON.parse(text) as { readonly mappings?: string };
  // One of several parts has no mappings of its own.
  if (map.mappings === undefined) return text;
  return JSON.stringify({ ...map, mappings: shift(map.mappings) });
}
