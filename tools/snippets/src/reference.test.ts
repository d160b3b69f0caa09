import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '@verstamp/build/verstamp.schema.json' with { type: 'json' };
import { expect, it } from 'vitest';
import { root } from './folders.ts';

const page = readFileSync(join(root, 'docs/reference.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));
const listed = new Set(
  rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name)),
);

it('lists every field of verstamp.json', () => {
  expect(Object.keys(schema.properties).filter((field) => !listed.has(field))).toEqual([]);
});

it('lists every environment variable of ours that the sources read', () => {
  const files = globSync('packages/*/src/**/*.ts', { cwd: root }).filter((file) => !/\.test\./.test(file));
  const read = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/env\??\.?\[?'?(VERSTAMP_[A-Z]+)/g)].map(([, name]) => name);
  });
  expect(read).toContain('VERSTAMP_CHECK');
  expect(read.filter((name) => !listed.has(name))).toEqual([]);
});
