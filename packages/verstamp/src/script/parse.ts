import { tsPlugin } from '@sveltejs/acorn-typescript';
import { Parser, type Program } from 'acorn';

const TypeScript = Parser.extend(tsPlugin());

/** How a script is parsed. */
export interface ParseOptions {
  /**
   * Whether parentheses around an expression are a node: where text goes beside an expression, they belong to it.
   * @default false
   */
  readonly preserveParens?: boolean;
}

/** Parses a script or module, typed or not; `undefined` if it cannot be read. */
export function parseScript(
  text: string,
  { preserveParens = false }: ParseOptions = {},
): Program | undefined {
  for (const [parser, sourceType] of [
    [Parser, 'module'],
    [TypeScript, 'module'],
    [Parser, 'script'],
  ] as const) {
    try {
      return parser.parse(text, {
        ecmaVersion: 'latest',
        sourceType,
        allowHashBang: true,
        preserveParens,
        // The plugin for types reads them.
        locations: parser === TypeScript,
      });
    } catch {
      // The next may be able to.
    }
  }
  return undefined;
}
