import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCodes } from './codes.ts';
import { root } from './workspace.ts';

const pages = join(root, 'docs/errors');
const codes = readCodes();

it('finds the codes', () => expect(codes).toContain('VERSION_SYNTAX'));

describe.each([...codes])('%s', (code) => {
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
  expect(named.filter((name) => !codes.has(name) && name !== 'README')).toEqual([]);
});
