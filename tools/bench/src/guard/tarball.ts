import { packArchive, type ArchiveEntry } from '@verstamp/testing/archive';

const WORDS = 4000;
const FILES = 400;
const FILE_BYTES = 27_000;

/** Packs a package of 400 files that look like code, and compress like it: 4 MB packed, 11 MB unpacked. */
export function packLarge(): Buffer {
  const next = createNumbers();
  const words = Array.from({ length: WORDS }, () => Math.floor(next() * 36 ** 6).toString(36));
  // Some words are frequent, as in code.
  const word = () => words[Math.floor(next() ** 2 * WORDS)] ?? '';
  const files = Array.from({ length: FILES }, (_, number): ArchiveEntry => {
    let text = '';
    while (text.length < FILE_BYTES)
      text += `  const ${word()} = ${word()}(${word()}, ${Math.floor(next() * 1000)});\n`;
    return { path: `dist/m${number}.js`, text };
  });
  const manifest = { path: 'package.json', text: JSON.stringify({ name: 'large', version: '1.2.3' }) };
  return packArchive([manifest, ...files]);
}

/** Gives the same numbers in every run. */
function createNumbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
