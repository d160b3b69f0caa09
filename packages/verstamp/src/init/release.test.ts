import { expect, it } from 'vitest';
import type { PackageFacts } from '../repository/facts.ts';
import { planRelease } from './release.ts';

const plan = (commands: Readonly<Record<string, string>>) => {
  const root = { manifest: { file: 'package.json' }, commands } as unknown as PackageFacts;
  const { edits, notes } = planRelease(root, { hasChangesets: true, isWhole: true });
  return [
    Object.fromEntries(edits.map(({ path, value }) => [path[1], value])),
    notes.map(({ text }) => text),
  ];
};

it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
  [
    'each script that publishes',
    { a: 'changeset publish', b: 'x && changeset publish --tag canary --no-git-tag' },
    {
      a: 'verstamp release',
      b: 'x && verstamp release --tag canary --no-git-tag',
    },
  ],
  [
    'what guarded before',
    { release: 'verstamp guard && changeset publish' },
    { release: 'verstamp release' },
  ],
  ['what is missing', { test: 'x' }, { release: 'verstamp release' }],
  ['nothing that releases so already', { ship: 'verstamp release' }, {}],
  ['no release of another kind', { release: 'standard-version' }, {}],
])('changes %s', (_, commands, expected) => {
  expect(plan(commands)).toEqual([expected, []]);
});

it('changes what it knows, and says what it does not', () => {
  expect(plan({ a: 'changeset publish --snapshot', b: 'changeset publish' })).toEqual([
    { b: 'verstamp release' },
    [expect.stringContaining('in the script "a"; not all')],
  ]);
});
