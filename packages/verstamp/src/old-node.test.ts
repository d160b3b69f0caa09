import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeOldNode, OLDEST_NODE } from './old-node.ts';

it.each([
  ['20.20.2', 'This is Node 20.20.2.'],
  ['22.0.0', undefined],
  ['26.1.0', undefined],
])('says of Node %s: %s', (version, said) => {
  expect(describeOldNode(version)).toBe(said);
});

it('is what the package names', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  expect(engines.node).toBe(`>=${OLDEST_NODE}`);
});
