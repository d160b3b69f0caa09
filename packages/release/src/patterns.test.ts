import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { readPlainPatterns } from './patterns.ts';

/** What the parser of YAML finds, or nothing where it finds no YAML. */
function ask(text: string): unknown {
  try {
    return (load(text) as { readonly packages?: unknown } | undefined)?.packages;
  } catch {
    return undefined;
  }
}

describe('readPlainPatterns', () => {
  const plain = [
    'packages:\n  - packages/*',
    'packages: [packages/*]',
    'packages: ["packages/*", tools/a, \'!a\']',
    '  - packages/*',
    '  - "apps/**"',
    "  - '!**/test'",
    '  # a comment',
    '',
    'pmOnFail: ignore',
    'nodeVersion: 24.21.0',
    'onlyBuiltDependencies:\n  - esbuild',
  ];
  const odd = [
    'packages:',
    'packages: packages/*',
    '   - odd/*',
    '- outer/*',
    ' ',
    'null: a',
    'Null: a',
    '  - 1',
    '  - true',
    '  - 2026-11-21',
    '  - a # comment',
    '  a: b',
    'text: |',
    'text: >-',
    '  packages:',
    '---',
    '...',
    'a: &b c',
    'a: *b',
    'a: "x',
    'y"',
    'a: ^1.2.3',
    'a: - b',
    'catalog: { a: 1 }',
    '\tpackages:',
  ];

  it('reads what the parser of YAML reads, or leaves it to that', () => {
    const line = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...plain) }, fc.constantFrom(...odd));
    const end = fc.constantFrom('', '\n', '\r\n');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), end, (some, last) => {
        const text = some.join('\n') + last;
        const found = readPlainPatterns(text);
        if (found) expect(found).toEqual(ask(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('leaves any other text to it too', () => {
    const character = fc.constantFrom(...Array.from('packages:[] \n-#"\'*/!&|>{},?%@`~^.\\aA1\t\r\u00e9'));
    const text = fc.array(character, { maxLength: 12 }).map((list) => list.join(''));
    fc.assert(
      fc.property(fc.constantFrom('packages: [', 'packages:\n  - ', ''), text, text, (start, inner, more) => {
        const whole = `${start}${inner}${start.includes('[') ? ']' : ''}\n${more}`;
        const found = readPlainPatterns(whole);
        if (found) expect(found).toEqual(ask(whole));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['packages:\n  - packages/*\n', ['packages/*']],
    ['packages:\n    - "packages/*"\n\n    # more\n    - \'!**/test/**\'', ['packages/*', '!**/test/**']],
    ['# a workspace\npackages: [packages/*, "docs"]\npmOnFail: ignore\n', ['packages/*', 'docs']],
    ['onlyBuiltDependencies:\n  - esbuild\npackages:\n  - apps/**\n', ['apps/**']],
  ])('reads %j by itself', (text, patterns) => {
    expect(readPlainPatterns(text)).toEqual(patterns);
    expect(ask(text)).toEqual(patterns);
  });

  it.each(['', 'packages: []', 'packages: [1]', 'packages: [docs]', 'packages: a/*', 'pmOnFail: ignore'])(
    'leaves %j to the parser',
    (text) => {
      expect(readPlainPatterns(text)).toBeUndefined();
    },
  );
});
