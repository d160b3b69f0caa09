/** What may stand before a page's first element, piece by piece, so that no text is looked at twice. */
const PIECE = /[^<]+|<!--[^]*?-->|<[?%][^>]*>/y;

/** What a page begins with, and a part of one does not. */
const FIRST = /<(?:!doctype|html|head|body|title|meta|base|link|style|script|noscript)(?![\w-])/iy;

/** The mark of UTF-8, byte by byte: none of a template's words. */
const MARK = '\u00EF\u00BB\u00BF';

/** What it has to begin with behind the words of a template. */
const ROOT = /<(?:!doctype|html)(?![\w-])/iy;

/**
 * Finds where a page begins in a file: behind comments, and what a template says first.
 *
 * @param html - The file, with one character for each byte, or as a text.
 * @returns `undefined` if it is not a page: another template, or a part that others put into theirs.
 */
export function findPage(html: string): number | undefined {
  let at = 0;
  let isTemplate = false;
  for (;;) {
    PIECE.lastIndex = at;
    const [piece] = PIECE.exec(html) ?? [];
    if (piece === undefined) break;
    at += piece.length;
    isTemplate ||= piece.startsWith('<') ? piece.startsWith('<%') : piece.replace(MARK, '').trim() !== '';
  }
  const begin = isTemplate ? ROOT : FIRST;
  begin.lastIndex = at;
  return begin.test(html) ? at : undefined;
}
