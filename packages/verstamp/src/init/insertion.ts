/** A text that goes into another. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** How a file breaks its lines. */
export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Where the comment ends that the rest of a line is, so that it stays with what it is about; else the place itself. */
export function behindComment(text: string, at: number): number {
  const comment = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(at));
  return at + (comment?.[0].length ?? 0);
}
