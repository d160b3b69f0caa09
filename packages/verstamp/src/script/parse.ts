import { tsPlugin } from '@sveltejs/acorn-typescript';
import { Parser, type Program } from 'acorn';

const TypeScript = Parser.extend(tsPlugin());

/** Parses a script or module, typed or not; `undefined` if it cannot be read. */
export function parseScript(text: string): Program | undefined {
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
        // The plugin for types reads them.
        locations: parser === TypeScript,
      });
    } catch {
      // The next may be able to.
    }
  }
  return undefined;
}
