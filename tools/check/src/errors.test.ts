import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPackages, readSources, root } from './workspace.ts';

const pages = join(root, 'docs/errors');
const codes = readPackages().flatMap(({ folder }) =>
  readSources(folder).flatMap(({ text }) =>
    [...text.matchAll(/(?:new VerstampError|VerstampError<)\s*\(?\s*'([^']+)'/g)].map(
      ([, code = '']) => code,
    ),
  ),
);

it('finds the codes', () => expect(codes).toContain('VERSION_SYNTAX'));

describe.each([...new Set(codes)])('%s', (code) => {
  it('is written in capitals', () => expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/));

  it('has a page that says what to do', () => {
    const page = join(pages, `${code}.md`);
    expect(existsSync(page)).toBe(true);
    const text = readFileSync(page, 'utf8');
    expect(text.startsWith(`# ${code}\n`)).toBe(true);
    expect(text).toMatch(/what to do/i);
  });
});

it('has no page without a code', () => {
  const named = readdirSync(pages).map((file) => file.replace(/\.md$/, ''));
  expect(named.filter((name) => !codes.includes(name) && name !== 'README')).toEqual([]);
});
