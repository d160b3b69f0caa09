import { formatMismatch, formatOverflow, formatTemplate } from './problems/version.ts';
import { MAX_VERSION_LENGTH } from './read.ts';
import { PARTS, type Part } from './difference.ts';
import { formatVersion, type Version } from './version.ts';

/** A notation of its own, for peers that do not write `major.minor.patch`. */
export interface VersionFormat {
  /** The template that the format was defined by. */
  readonly template: string;
  /**
   * Reads a text of this format; parts that the template lacks are 0, a revision `undefined`.
   * @throws VerstampError `FORMAT_MISMATCH` if the text does not follow the template.
   */
  parse(text: string): Version;
  /** Reads a text of this format; `undefined` if it does not follow the template. */
  safeParse(text: unknown): Version | undefined;
  /**
   * Writes a version in this format; parts that the template lacks are dropped.
   * @throws VerstampError `FORMAT_OVERFLOW` if a part is wider than the template, or unknown.
   */
  format(version: Version): string;
}

type Token = { readonly literal: string } | { readonly part: Part; readonly width: number | undefined };

/**
 * Defines a version notation from a template such as `V{major}.{minor}-{revision:3}`.
 * A width means exactly that many digits, filled with zeros; without one the part is a plain number.
 *
 * @throws VerstampError `FORMAT_TEMPLATE` if a part is unknown, named twice, or directly behind another.
 * @example defineFormat('V{major}.{minor}-{revision:3}').parse('V3.2-023').revision // 23
 */
export function defineFormat(template: string): VersionFormat {
  const tokens = tokenize(template);
  const pattern = new RegExp(`^${tokens.map(patternOf).join('')}$`);
  const safeParse = (text: unknown): Version | undefined => {
    if (typeof text !== 'string' || text.length > MAX_VERSION_LENGTH) return undefined;
    return fromGroups(pattern.exec(text)?.groups);
  };
  return {
    template,
    safeParse,
    parse(text) {
      const version = safeParse(text);
      if (!version) throw formatMismatch({ text, template });
      return version;
    },
    format: (version) => tokens.map((token) => write(token, version, template)).join(''),
  };
}

function tokenize(template: string): readonly Token[] {
  const fail = (reason: string) => formatTemplate({ template, reason });
  const tokens: Token[] = [];
  const seen = new Set<string>();
  for (const [text, part, width] of template.matchAll(/\{(\w+)(?::([1-9]|1[0-5]))?\}|[^{}]+|[{}]/g)) {
    if (part === undefined) {
      if (/[{}]/.test(text)) throw fail('a brace stands alone');
      if (/^\d/.test(text) && tokens.length) throw fail('a digit directly behind a part');
      tokens.push({ literal: text });
      continue;
    }
    const known = PARTS.find((candidate) => candidate === part);
    if (!known) throw fail(`{${part}} is no part of a version`);
    if (seen.has(part)) throw fail(`{${part}} stands twice`);
    const previous = tokens.at(-1);
    if (previous && 'part' in previous) throw fail(`{${part}} stands directly behind another part`);
    seen.add(part);
    tokens.push({ part: known, width: width === undefined ? undefined : Number(width) });
  }
  if (!seen.has('major')) throw fail('{major} is missing');
  return tokens;
}

function patternOf(token: Token): string {
  if ('literal' in token) return token.literal.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  return `(?<${token.part}>${token.width === undefined ? String.raw`0|[1-9]\d{0,15}` : String.raw`\d{${token.width}}`})`;
}

function fromGroups(groups: Record<string, string | undefined> | undefined): Version | undefined {
  if (!groups) return undefined;
  const { major = 0, minor = 0, patch = 0, revision } = groups;
  const numbers = [major, minor, patch, revision ?? 0].map(Number);
  if (!numbers.every(Number.isSafeInteger)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = numbers;
  return { major: a, minor: b, patch: c, revision: revision === undefined ? undefined : d, prerelease: '' };
}

function write(token: Token, version: Version, template: string): string {
  if ('literal' in token) return token.literal;
  const text = version[token.part]?.toString().padStart(token.width ?? 0, '0');
  if (text === undefined || text.length > (token.width ?? text.length)) {
    throw formatOverflow({ version: formatVersion(version), template, part: token.part });
  }
  return text;
}
