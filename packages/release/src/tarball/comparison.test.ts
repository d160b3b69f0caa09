import { expect, it } from 'vitest';
import { compareContents } from './comparison.ts';
import type { FileContent, PackageContent } from './content.ts';

type File = Omit<FileContent, 'path'>;

const file = (digest: string, { executable = false, size = 1 } = {}): File => ({ digest, size, executable });
const content = (digest: string, files: Readonly<Record<string, File>>): PackageContent => ({
  digest,
  files: new Map(Object.entries(files).map(([path, one]) => [path, { path, ...one }])),
});

const published = content('sha256-p', {
  'same.js': file('sha256-a'),
  'gone.js': file('sha256-b'),
  'cli.js': file('sha256-c'),
  'changed.js': file('sha256-d'),
  // As a stamp does that is taken out of one and forged in the other.
  'shorter.js': file('sha256-f', { size: 2 }),
});

it('names every file that differs, by path, with what is there on either side', () => {
  const local = content('sha256-l', {
    'same.js': file('sha256-a'),
    'new.js': file('sha256-b'),
    'cli.js': file('sha256-c', { executable: true }),
    'changed.js': file('sha256-e'),
    'shorter.js': file('sha256-f'),
  });
  expect(compareContents(published, local)).toEqual({
    kind: 'different',
    published: 'sha256-p',
    local: 'sha256-l',
    files: [
      { path: 'changed.js', published: 'sha256-d', local: 'sha256-e' },
      { path: 'cli.js', published: 'sha256-c', local: 'sha256-c+x' },
      { path: 'gone.js', published: 'sha256-b', local: undefined },
      { path: 'new.js', published: undefined, local: 'sha256-b' },
      { path: 'shorter.js', published: 'sha256-f', local: 'sha256-f' },
    ],
  });
});

it('goes by the digest of all where that is the same', () => {
  expect(compareContents(published, { ...published })).toEqual({ kind: 'same', digest: 'sha256-p' });
});
