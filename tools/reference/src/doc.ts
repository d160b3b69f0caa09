/** What a docstring says, taken apart. */
export interface Doc {
  /** What stands before the first tag, as paragraphs of Markdown. */
  readonly text: string;
  readonly params: ReadonlyArray<{ readonly name: string; readonly text: string }>;
  readonly returns: string | undefined;
  readonly throws: readonly string[];
  readonly examples: readonly string[];
}

/** Takes a docstring apart: the text between `/**` and its end. */
export function readDoc(comment: string): Doc {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*+ ?/, '').trimEnd());
  const parts = lines
    .join('\n')
    .trim()
    .split(/(?:^|\n| )(?=@(?:param|returns|throws|example|default)\b)/);
  const tags = parts.filter((part) => part.startsWith('@'));
  const valuesOf = (tag: string) =>
    tags.filter((part) => part.startsWith(`@${tag}`)).map((part) => part.slice(tag.length + 1).trim());
  return {
    text: flow(parts.filter((part) => !part.startsWith('@')).join('\n')),
    params: valuesOf('param').map((text) => {
      const [, name = '', rest = ''] = /^(\S+)\s+-\s+([^]*)$/.exec(text) ?? [];
      return { name, text: flow(rest) };
    }),
    returns: valuesOf('returns').map((text) => flow(text))[0],
    throws: valuesOf('throws').map((text) => flow(text)),
    examples: valuesOf('example'),
  };
}

/** Joins the lines of each paragraph; lists keep theirs. */
function flow(text: string): string {
  return text
    .replaceAll(/\{@link ([\w.]+)\}/g, '`$1`')
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll(/\n(?!\s*[-*] )\s*/g, ' '))
    .join('\n\n');
}
