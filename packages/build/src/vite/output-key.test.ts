import type { Environment } from 'vite';
import { expect, it, vi } from 'vitest';
import { outputKey } from './output-key.ts';

const keyOf = (build: object): string => {
  const config = { root: '/app', build: { outDir: 'dist', ...build } };
  return JSON.stringify(outputKey({ name: 'client', config } as unknown as Environment));
};

it('asks no function for names in a folder that is emptied: it may count the files that it names', () => {
  const entryFileNames = vi.fn(() => 'app.js');
  keyOf({ emptyOutDir: true, rolldownOptions: { output: { entryFileNames } } });
  expect(entryFileNames).not.toHaveBeenCalled();
});

const named = (name: string): object => ({
  emptyOutDir: false,
  rolldownOptions: { output: { entryFileNames: () => name } },
});

it('tells outputs of one folder apart by the names that a function computes', () => {
  expect(keyOf(named('app.js'))).not.toBe(keyOf(named('app.min.js')));
});
