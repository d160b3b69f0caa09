/** What may stand before a page's first element, piece by piece, so that no text is looked at twice. */
const PIECE = /[^<]+|<!--[^]*?-->|<[?%][^>]*>/y;

/** What a page begins with, and a part of one does not. */
const FIRST = /<(?:!doctype|html|head|body|title|meta|base|link|style|script|noscript)(?![\w-])/iy;

/** What it has to begin with behind the words of a template. */
const ROOT = /<(?:!doctype|html)(?![\w-])/iy;

/**
 * Finds where a page begins in a file: behind comments, and what a template says first.
 *
 * @param html - The file, with one character for each byte, or as a text.
 * @returns `undefined` where it is no page: another template, or a part that others put into theirs.
 */
export function findPage(html: string): number | undefined {
  let at = 0;
  let isTemplate = false;
  for (;;) {
    PIECE.lastIndex = at;
    const [piece] = PIECE.exec(html) ?? [];
    if (piece === undefined) break;
    at += piece.length;
    // A mark of the byte order is none of its words.
    isTemplate ||= /^(?:\u00EF\u00BB\u00BF)?\s*[^<\s\u00EF]/.test(piece) || piece.startsWith('<%');
  }
  const begin = isTemplate ? ROOT : FIRST;
  begin.lastIndex = at;
  return begin.test(html) ? at : undefined;
}
