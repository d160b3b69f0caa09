import { parseSync } from 'rolldown/utils';
import { compile } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import { nameOf, readAllBlocks, readKind } from './pages.ts';
import { kindOf } from './kind.ts';

const named = (kind: 'before' | 'component') =>
  readKind(kind).map((block) => ({ name: nameOf(block), language: block.language, text: block.text }));

describe('what a page tells to take out', () => {
  it.each(named('before'))('$name can be parsed', ({ language, text }) => {
    if (language === 'json') expect(() => void JSON.parse(text)).not.toThrow();
    else if (language === 'svelte') expect(compile(text, {}).warnings).toEqual([]);
    else expect(parseSync(`before.${language}`, text).errors).toEqual([]);
  });

  const pages = new Set(readAllBlocks().map(({ page }) => page));
  const migrations = [...pages].filter((page) => page.startsWith('docs/migrate/'));

  it.each(migrations)('%s shows what comes in its place', (page) => {
    const kinds = readAllBlocks()
      .filter((block) => block.page === page)
      .map((block) => kindOf(block));
    expect(kinds).toContain('before');
    expect(kinds.filter((kind) => kind === 'configuration' || kind === 'page')).not.toEqual([]);
  });
});

it.each(named('component'))('$name is a component', ({ text }) => {
  expect(compile(text, {}).warnings).toEqual([]);
});
