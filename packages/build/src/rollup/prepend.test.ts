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

function prepend(code: string, others: Bundle = {}, mappings = MAP.mappings): ChunkFile {
  const file = { fileName: 'main.js', facadeModuleId: null, isEntry: true };
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
  ['all', ''],
  ['what is not for a shell', '#!/usr/bin/env node\n'],
  ['what is no directive', '#!/usr/bin/env node\n"use client";\n'],
])('puts a line in front of %s', (_, start) => {
  const mappings = `${start.replaceAll(/.*\n/g, ';')}AAAA`;
  const { code, map } = prepend(`${start}run();`, {}, mappings);
  expect(code).toBe(`${start}first();\nrun();`);
  expect(sourceOf(map, code.split('\n').length - 1)).toBe('main.js');
});

it('moves what the source map says, wherever that is', () => {
  const file = { type: 'asset', fileName: 'main.js.map', source: JSON.stringify(MAP) } as const;
  const asset = { ...file };
  const base64 = Buffer.from(file.source).toString('base64');
  const start = '//# sourceMappingURL=data:application/json;charset=utf-8;base64,';
  const { code, map } = prepend(`run();\n${start}${base64}`, { 'main.js.map': asset });
  const inline = Buffer.from(code.slice(code.indexOf(start) + start.length), 'base64').toString();
  for (const found of [map, JSON.parse(asset.source), JSON.parse(inline)]) {
    expect(sourceOf(found, 1)).toBe('main.js');
    expect(found).toMatchObject({ names: ['mappings'], sourcesContent: ['"mappings":""'] });
  }
});

it('leaves a source map of several parts as it is', () => {
  const source = JSON.stringify({ version: 3, sections: [{ offset: { line: 0, column: 0 }, map: MAP }] });
  const asset = { type: 'asset', fileName: 'main.js.map', source } as const;
  const others = { 'main.js.map': { ...asset } };
  expect(prepend('run();', others).code).toBe('first();\nrun();');
  expect(others['main.js.map'].source).toBe(source);
});
