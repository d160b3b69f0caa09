import { SourceMap, type SourceMapPayload } from 'node:module';
import { expect, it } from 'vitest';
import type { Bundle, ChunkFile } from './bundle.ts';
import { prependLine } from './prepend.ts';

const MAP = {
  version: 3,
  sources: ['main.js'],
  names: ['mappings'],
  sourcesContent: ['"mappings":""'],
  mappings: 'AAAA',
};

function prepend(
  code: string,
  others: Bundle = {},
  mappings = MAP.mappings,
  sourcemapFileName = Object.keys(others)[0] ?? null,
): ChunkFile {
  const file = { fileName: 'main.js', sourcemapFileName, facadeModuleId: null, isEntry: true };
  const lists = { moduleIds: [], imports: [], dynamicImports: [], exports: [] };
  const chunk: ChunkFile = { type: 'chunk', ...file, ...lists, code, map: { ...MAP, mappings } };
  prependLine({ ...others, 'main.js': chunk }, chunk, 'first();');
  return chunk;
}

function sourceOf(map: unknown, line: number): unknown {
  const found = new SourceMap(map as SourceMapPayload).findEntry(line, 0);
  return 'originalSource' in found && found.generatedLine === line && found.originalSource;
}

it.each([
  ['all', '', '', ''],
  ['what is not for a shell', '#!/usr/bin/env node\n', '', ''],
  ['a directive', '', '"use client";', '"use client";\n'],
  ['a directive and code in one line', '', '"use client";', '"use client";'],
  [
    'directives behind comments',
    '',
    `'use client';"use strict";`,
    `/* 'use no' */\n// lib\n'use client'\n"use strict";\n`,
  ],
  [
    'a directive of what a shell calls',
    '#!/usr/bin/env node\n',
    '"use strict";',
    '/** * lib **/ "use strict"\n',
  ],
])('puts a line in front of %s', (_, before, directives, start) => {
  const lines = before === '' ? 0 : 1;
  const mappings = `${';'.repeat(lines + start.split('\n').length - 1)}AAAA`;
  const { code, map } = prepend(`${before}${start}run();`, {}, mappings);
  expect(code).toBe(`${before}${directives}first();\n${start}run();`);
  expect(sourceOf(map, code.split('\n').length - 1)).toBe('main.js');
});

it.each(['main.js.map', 'maps/main.map'])(
  'moves what the source map says, wherever that is: %s',
  (fileName) => {
    const file = { type: 'asset', fileName, source: JSON.stringify(MAP) } as const;
    const asset = { ...file };
    const base64 = Buffer.from(file.source).toString('base64');
    const start = '//# sourceMappingURL=data:application/json;charset=utf-8;base64,';
    const { code, map } = prepend(`run();\n${start}${base64}`, { [fileName]: asset });
    const inline = Buffer.from(code.slice(code.indexOf(start) + start.length), 'base64').toString();
    for (const found of [map, JSON.parse(asset.source), JSON.parse(inline)]) {
      expect(sourceOf(found, 1)).toBe('main.js');
      expect(found).toMatchObject({ names: ['mappings'], sourcesContent: ['"mappings":""'] });
    }
  },
);

it('moves what the source map beside a chunk says that others have renamed with it', () => {
  const asset = { type: 'asset', fileName: 'main.js.map', source: JSON.stringify(MAP) } as const;
  const others = { 'main.js.map': { ...asset } };
  prepend('run();', others, MAP.mappings, 'before.js.map');
  expect(sourceOf(JSON.parse(others['main.js.map'].source), 1)).toBe('main.js');
});

it('leaves a source map of several parts as it is', () => {
  const source = JSON.stringify({ version: 3, sections: [{ offset: { line: 0, column: 0 }, map: MAP }] });
  const asset = { type: 'asset', fileName: 'main.js.map', source } as const;
  const others = { 'main.js.map': { ...asset } };
  expect(prepend('run();', others).code).toBe('first();\nrun();');
  expect(others['main.js.map'].source).toBe(source);
});
