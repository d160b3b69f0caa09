import { readFileSync } from 'node:fs';
import { isObject } from './manifest.ts';

/** Reads the patterns of packages in a pnpm-workspace.yaml; `undefined` where there are none, or it cannot be read. */
export async function readPatterns(path: string): Promise<readonly string[] | undefined> {
  try {
    const text = readFileSync(path, 'utf8');
    const plain = readPlainPatterns(text);
    if (plain) return plain;
    const { load } = await import('js-yaml');
    const settings = load(text);
    const patterns = isObject(settings) ? settings['packages'] : undefined;
    return isTexts(patterns) && patterns.length > 0 ? patterns : undefined;
  } catch {
    return undefined;
  }
}

const WORD = String.raw`[A-Za-z\d^][\w.^@/*-]*`;
const QUOTED = String.raw`'[ -&(-~]*'|"[ !#-\[\]-~]*"`;
const SCALAR = `(?:${QUOTED}|${WORD})`;

/** A setting with a value, or with a list of them in one line, or with one in each line. */
const SETTING = new RegExp(
  String.raw`([a-z][A-Za-z]*):(?: ${SCALAR}| \[(${SCALAR}(?:, ${SCALAR})*)\]|((\n +)- ${SCALAR}(?:\4- ${SCALAR})*))\n`,
  'y',
);

/** A word that cannot be a number, a date or a truth. */
const TEXT = /^[A-Za-z][\w@-]*\/./;

/**
 * Reads the patterns of a file that holds nothing but plain settings and lists of them, without the parser of YAML,
 * which costs as much as ten packages to ask for. Gives `undefined` at the first thing that is anything else.
 */
export function readPlainPatterns(text: string): readonly string[] | undefined {
  const lines = `${text}\n`.replaceAll(/^ *(?:#.*)?\n/gm, '');
  const lists = new Map<string, string>();
  for (let at = 0; at < lines.length; at = SETTING.lastIndex) {
    SETTING.lastIndex = at;
    const [, name, flow = '', block = flow] = SETTING.exec(lines) ?? [];
    if (name === undefined || lists.has(name)) return undefined;
    lists.set(name, block);
  }
  const scalars = lists.get('packages')?.match(new RegExp(SCALAR, 'g')) ?? [];
  const patterns = scalars.map((scalar) => (/^['"]/.test(scalar) ? scalar.slice(1, -1) : scalar));
  const isPlain = scalars.every((scalar) => /^['"]/.test(scalar) || TEXT.test(scalar));
  return isPlain && patterns.length > 0 ? patterns : undefined;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
