import { expect, it } from 'vitest';
import { compareBuilds, differingLines } from './compare.ts';

const files = (...paths: readonly string[]): ReadonlyMap<string, string> =>
  new Map(paths.map((path) => path.split('=') as [string, string]));
const faults = (...[before, after, one]: Parameters<typeof compareBuilds>): readonly string[] => [
  ...compareBuilds(before, after, one),
];

it('finds nothing where only what may change did', () => {
  expect(faults(files('a=1', 'b=1'), files('a=2', 'b=1'), { changes: ['a'] })).toEqual([]);
});

it.each([
  { what: 'a file that was renamed', after: files('c=1'), changes: [], found: ['a', 'c'] },
  { what: 'a file that changed', after: files('a=2'), changes: [], found: ['a changed'] },
  { what: 'a file that did not change', after: files('a=1'), changes: ['a'], found: ['a did not'] },
  { what: 'a file that is not there', after: files('a=1'), changes: ['d'], found: ['d was not built'] },
])('finds $what', ({ after, changes, found }) => {
  const said = faults(files('a=1'), after, { changes });
  expect(said).toEqual(found.map((text) => expect.stringContaining(text)));
});

it('leaves out what varies without a reason', () => {
  expect(faults(files('a=1'), files('a=2'), { changes: [], varying: ['a'] })).toEqual([]);
});

it('takes what was bundled anew by its name without hash', () => {
  const rebundled = /^s-(\w+)\.js$/;
  expect(faults(files('s-x.js=1', 'a=1'), files('s-y.js=2', 'a=1'), { changes: [], rebundled })).toEqual([]);
  expect(faults(files('s-x.js=1'), files('a=1'), { changes: [], rebundled })).toEqual([
    'other files were bundled anew',
    'a is in one build only',
  ]);
  expect(faults(files('a=1'), files('a=1'), { changes: [], rebundled })).toEqual([
    'nothing was bundled anew',
  ]);
});

it('says which lines of the records differ', () => {
  expect(differingLines('a\nb', 'a\nc')).toEqual(['-b', '+c']);
});
