/** A fenced block of a page, with what the page says about it. */
export interface Block {
  /** The page, relative to the root of the repository. */
  readonly page: string;
  /** The line that its text begins in, counted from 1. */
  readonly line: number;
  /** The first word behind the fence, or an empty text. */
  readonly language: string;
  /** What else stands behind the fence: `key="value"`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  /** The prose right above, back to the heading or block before it, as one line. */
  readonly prose: string;
}

/** Reads the fenced blocks of a Markdown page, in order. A fence that is never closed is an error. */
export function readBlocks(page: string, markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  let prose: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const [, indent, fence, info] = /^( *)(`{3,})(.*)$/.exec(line) ?? [];
    if (fence === undefined) {
      prose = line.startsWith('#') ? [] : [...prose, line.trim()];
      continue;
    }
    const end = lines.findIndex((candidate, at) => at > index && candidate.trim() === fence);
    if (end < 0) throw new Error(`${page}:${index + 1} opens a block that nothing closes`);
    const text = lines.slice(index + 1, end).map((inner) => inner.slice(indent?.length));
    blocks.push({
      page,
      line: index + 2,
      ...readInfo(info ?? ''),
      text: text.map((inner) => `${inner}\n`).join(''),
      prose: prose.join(' ').trim(),
    });
    prose = [];
    index = end;
  }
  return blocks;
}

function readInfo(info: string): Pick<Block, 'language' | 'attributes'> {
  const [language = ''] = info.trim().split(/\s/, 1);
  const attributes = [...info.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
    key,
    value,
  ]);
  return { language, attributes: Object.fromEntries(attributes) as Record<string, string> };
}
