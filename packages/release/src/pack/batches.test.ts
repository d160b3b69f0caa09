import { expect, it } from 'vitest';
import { splitBatches } from './batches.ts';

const names = ['@shop/cart', 'till', 'shop-cart', '@a/b-c', '@a-b/c', 'a-b-c'];

it.each([
  ['npm', ['@shop/cart till @a/b-c', 'shop-cart @a-b/c', 'a-b-c']],
  ['pnpm', ['@shop/cart till @a/b-c', 'shop-cart @a-b/c', 'a-b-c']],
  ['yarn', ['@shop/cart till shop-cart @a/b-c a-b-c', '@a-b/c']],
] as const)('packs apart what %s would give one file name', (manager, lines) => {
  const packages = names.map((name) => ({ name, version: '1.0.0' }));
  const batches = splitBatches(manager, packages);
  expect(batches.map((batch) => [...batch.values()].map(({ name }) => name).join(' '))).toEqual(lines);
});

it('packs versions of one name together', () => {
  const packages = ['1.0.0', '2.0.0'].map((version) => ({ name: 'cart', version }));
  expect(splitBatches('npm', packages).length).toBe(1);
});
