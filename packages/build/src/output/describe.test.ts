import { expect, it } from 'vitest';
import { describeOutput } from './describe.ts';
import { DIGESTS_FILE } from './record.ts';

it('lists a file once that a bundler has written and a folder was copied with', () => {
  const stamp = { name: 'shop', version: '1.4.3.417', time: '2026-11-21T02:00:00Z', source: 'clock' };
  const texts = describeOutput({
    stamp,
    document: false,
    digests: true,
    paths: ['logo.png', 'app.js'],
    unstamped: ['logo.png', 'robots.txt', 'robots.txt'],
    read: (path) => Buffer.from(path),
  });
  const { files } = JSON.parse(texts[DIGESTS_FILE] ?? '') as {
    readonly files: readonly { readonly path: string }[];
  };
  expect(files.map(({ path }) => path).toSorted()).toEqual(['app.js', 'logo.png', 'robots.txt']);
});
