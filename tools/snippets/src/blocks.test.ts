import { expect, it } from 'vitest';
import { readBlocks } from './blocks.ts';

const page = [
  '# Title',
  'Above the heading.',
  '## Next',
  'Press **Order**.',
  'Then look:',
  '',
  '```text title="a b" only="x"',
  'one',
  '  two',
  '```',
  '- a list',
  '',
  '  ````md',
  '  ```ts',
  '  ```',
  '  ````',
].join('\n');

it('reads language, attributes, text, line and the prose right above', () => {
  expect(readBlocks('page.md', page)).toEqual([
    {
      page: 'page.md',
      line: 8,
      language: 'text',
      attributes: { title: 'a b', only: 'x' },
      text: 'one\n  two\n',
      prose: 'Press **Order**. Then look:',
    },
    {
      page: 'page.md',
      line: 14,
      language: 'md',
      attributes: {},
      text: '```ts\n```\n',
      prose: '- a list',
    },
  ]);
});

it('refuses a block that nothing closes', () => {
  expect(() => readBlocks('page.md', 'a\n```ts\n')).toThrow('page.md:2');
});
