import type { Bundle, ChunkFile } from './bundle.ts';

/** What a file begins with that a shell calls. */
const HASHBANG = /^#!.*\n/;

/** What may stand before a program's first statement, piece by piece: blanks, comments, and directives. */
const PIECE = /[\s;]+|\/\/.*|\/\*[^]*?\*\/|((["'])use [\w ]+\2)/y;

const INLINE_MAP = /(?<=\n\/\/# sourceMappingURL=data:application\/json[^,\n]*;base64,)[\w+/=]+(?=\s*$)/;

/**
 * Puts a line in front of a chunk, and moves all that its source map says of the others one line down. The line says
 * the chunk's directives as well, which count only in front of all statements.
 */
export function prependLine(bundle: Bundle, chunk: ChunkFile, line: string): void {
  const [hashbang = ''] = HASHBANG.exec(chunk.code) ?? [];
  const shift = createShift(hashbang === '' ? 0 : 1);
  const program = chunk.code.slice(hashbang.length);
  const code = `${hashbang}${readDirectives(program)}${line}\n${program}`;
  chunk.code = code.replace(INLINE_MAP, (map) =>
    Buffer.from(shiftText(Buffer.from(map, 'base64').toString(), shift)).toString('base64'),
  );
  const { map } = chunk;
  if (typeof map?.mappings === 'string') map.mappings = shift(map.mappings);
  const file = bundle[chunk.sourcemapFileName ?? ''] ?? bundle[`${chunk.fileName}.map`];
  if (file?.type === 'asset') file.source = shiftText(String(file.source), shift);
}

function readDirectives(program: string): string {
  let directives = '';
  PIECE.lastIndex = 0;
  for (let piece = PIECE.exec(program); piece; piece = PIECE.exec(program)) {
    if (piece[1] !== undefined) directives += `${piece[1]};`;
  }
  return directives;
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
