import { describe, expect, it } from 'vitest';
import { readCodes } from './codes.ts';
import { findDangling, listThrown } from './docstrings.ts';
import { readPackages, readSources } from './workspace.ts';

describe('findDangling', () => {
  it.each([
    ['', ''],
    ['\n', 'export const x = 1;\n'],
    ['', '/** Two. */\nexport const x = 1;\n'],
    ['// Why.\n', 'import { x } from "x";\n'],
    ['', 'run();\n'],
  ])('finds one before %j %j', (between, next) => {
    expect(findDangling(`/** One. */\n${between}${next}`)).toEqual(['/** One. */']);
  });

  it('finds one at the end of an interface', () => {
    expect(findDangling('interface Shop {\n  /** One. */\n}\n')).toEqual(['/** One. */']);
  });

  it.each([
    'export const x = 1;',
    '// Why.\nasync function f() {',
    'const x = {\n  /** Two. */\n  async y() {',
  ])('finds none before %j', (next) => expect(findDangling(`/**\n * One.\n */\n${next}\n`)).toEqual([]));
});

it('listThrown lists the codes of a docstring, and nothing else that it names', () => {
  const source =
    '/**\n * Reads `PATH`.\n *\n * @throws VerstampError `ONE`, or\n * `TWO_B` where `THREE` is `so`.\n * @returns `NO`\n */';
  expect(listThrown(source)).toEqual(['ONE', 'TWO_B']);
});

const codes = readCodes();

describe.each(readPackages())('$manifest.name', ({ folder }) => {
  const sources = readSources(folder);

  it('promises errors that exist', () => {
    const unknown = sources.flatMap(({ file, text }) =>
      listThrown(text)
        .filter((code) => !codes.has(code))
        .map((code) => `${file}: ${code}`),
    );
    expect(unknown).toEqual([]);
  });

  it('has no docstring that describes nothing', () => {
    const dangling = sources.flatMap(({ file, text }) => findDangling(text).map((doc) => `${file}: ${doc}`));
    expect(dangling).toEqual([]);
  });
});
