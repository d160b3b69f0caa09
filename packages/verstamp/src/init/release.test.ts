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
  [
    'every place of a script',
    { a: 'changeset publish --tag a || changeset publish' },
    { a: 'verstamp release --tag a || verstamp release' },
  ],
  [
    'what guarded before, with its runner',
    { a: 'yarn verstamp guard && yarn changeset publish' },
    { a: 'yarn verstamp release' },
  ],
  [
    'what guarded before, through exec',
    { a: 'pnpm exec verstamp guard && pnpm exec changeset publish' },
    { a: 'pnpm exec verstamp release' },
  ],
  [
    'what a script of the name runs',
    { a: 'pnpm run changeset publish --tag x', b: 'npm run changeset publish' },
    { a: 'pnpm exec verstamp release --tag x', b: 'npm exec -- verstamp release' },
  ],
  [
    'what guarded before, however it is run',
    {
      a: 'pnpm dlx verstamp guard && pnpm changeset publish',
      b: 'yarn -s verstamp guard && yarn changeset publish',
      c: 'node_modules/.bin/verstamp guard && node_modules/.bin/changeset publish',
    },
    { a: 'pnpm verstamp release', b: 'yarn verstamp release', c: 'node_modules/.bin/verstamp release' },
  ],
  [
    'what a script of the name runs behind dashes',
    { a: 'npm run -- changeset publish', b: 'npm run changeset -- publish' },
    { a: 'npm exec -- verstamp release', b: 'npm exec -- verstamp release' },
  ],
  ['what is missing', { test: 'x' }, { release: 'verstamp release' }],
  ['nothing that releases so already', { ship: 'verstamp release' }, {}],
  ['no release of another kind', { release: 'standard-version' }, {}],
])('changes %s', (_, commands, expected) => {
  expect(plan(commands)).toEqual([expected, []]);
});

it('changes what it knows, and says what it does not', () => {
  const commands = {
    a: 'changeset publish --snapshot',
    b: 'changeset publish',
    c: 'changeset publish || changeset publish --snapshot',
    d: 'npm run -s changeset publish',
    e: 'pnpm -w run changeset publish',
  };
  expect(plan(commands)).toEqual([
    { b: 'verstamp release' },
    ['a', 'c', 'd', 'e'].map((name) => expect.stringContaining(`in the script "${name}"; not all`)),
  ]);
});
