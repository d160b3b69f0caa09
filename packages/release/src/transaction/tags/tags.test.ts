import type { Release } from '@verstamp/build/revision';
import { describe, expect, it } from 'vitest';
import { listTags, nameTag, planTags, type ReleaseTag } from './tags.ts';

const wanted: ReleaseTag = { tag: 'a@1.0.0', name: 'a', version: '1.0.0', commit: 'c1' };
const at = (commit: string) => new Map([[wanted.tag, commit]]);
const nowhere = new Map<string, string>();

describe('planTags', () => {
  it.each([
    { title: 'is made and told where it stands nowhere', local: nowhere, remote: nowhere, make: 1, tell: 1 },
    {
      title: 'is made and told where there is no remote',
      local: nowhere,
      remote: undefined,
      make: 1,
      tell: 1,
    },
    { title: 'is told again until the remote has it', local: at('c1'), remote: nowhere, make: 0, tell: 1 },
    { title: 'is told again where there is no remote', local: at('c1'), remote: undefined, make: 0, tell: 1 },
    { title: 'is left alone once it is pushed', local: at('c1'), remote: at('c1'), make: 0, tell: 0 },
    {
      title: 'is left alone where only the remote has it',
      local: nowhere,
      remote: at('c1'),
      make: 0,
      tell: 0,
    },
    { title: 'is never moved here', local: at('c2'), remote: nowhere, make: 0, tell: 0, misplaced: 'c2' },
    {
      title: 'that is right here is never moved there',
      local: at('c1'),
      remote: at('c2'),
      make: 0,
      tell: 0,
      misplaced: 'c2',
    },
    { title: 'is never moved there', local: nowhere, remote: at('c2'), make: 0, tell: 0, misplaced: 'c2' },
  ])('a tag $title', ({ local, remote, make, tell, misplaced }) => {
    const plan = planTags([wanted], { local, remote });
    expect([plan.make.length, plan.tell.length, plan.misplaced[0]?.got]).toEqual([make, tell, misplaced]);
  });
});

describe('nameTag', () => {
  it.each([
    [{ single: false }, '@s/a@1.0.0'],
    [{ single: true }, 'v1.0.0'],
  ])('of a repository with %j names %s', (options, tag) => {
    expect(nameTag({ name: '@s/a', version: '1.0.0' }, options)).toBe(tag);
  });
});

const pkg = { name: 'a', version: '1.1.0', folder: '/w/a', manifest: {}, dependencies: [] };
const source = {
  workspace: { root: '/w', manager: 'npm', changesets: true, members: [], packages: [pkg] },
  policy: {
    single: false,
    ignored: new Set<string>(),
    access: undefined,
    prerelease: undefined,
    tagOnly: [{ name: 'app', version: '2.0.0', dependencies: [] }],
  },
} as const;
const release = (name: string, version: string, fields: object = {}): Release => {
  return {
    name,
    version,
    digest: 'd',
    time: `2026-11-21T02:00:0${version[0]}Z`,
    commit: `c${version}`,
    ...fields,
  };
};

describe('listTags', () => {
  it.each<[string, readonly Release[], readonly Release[], readonly string[]]>([
    ['of nothing', [], [], []],
    ['of what went out now', [], [release('a', '1.1.0')], ['a@1.1.0 c1.1.0']],
    [
      'once of what is on record as well',
      [release('a', '1.1.0')],
      [release('a', '1.1.0')],
      ['a@1.1.0 c1.1.0'],
    ],
    ['of the last release only', [release('a', '3.0.0'), release('a', '2.0.0')], [], ['a@3.0.0 c3.0.0']],
    [
      'of the present version, though another is later',
      [release('a', '1.1.0'), release('a', '3.0.0')],
      [],
      ['a@3.0.0 c3.0.0', 'a@1.1.0 c1.1.0'],
    ],
    ['of what is only tagged', [release('app', '2.0.0')], [], ['app@2.0.0 c2.0.0']],
    ['of no package from elsewhere', [release('b', '1.0.0')], [], []],
    [
      'of a counted version below the first',
      [],
      [release('a', '0.0.0-alpha.1')],
      ['a@0.0.0-alpha.1 c0.0.0-alpha.1'],
    ],
    [
      'of no snapshot from elsewhere',
      [release('a', '0.0.0-pr7-2', { time: '2026-11-22T02:00:00Z' }), release('a', '1.0.0')],
      [release('a', '0.0.0-pr8-3'), release('a', '1.1.0')],
      ['a@1.0.0 c1.0.0', 'a@1.1.0 c1.1.0'],
    ],
    ['of nothing adopted', [release('a', '1.1.0', { adopted: true })], [], []],
    ['of nothing without a commit', [release('a', '1.1.0', { commit: undefined })], [], []],
  ])('lists the tags %s', (_, recorded, released, expected) => {
    const records = new Map(recorded.map((one) => [`${one.name}@${one.version}`, one]));
    const tags = listTags(source, { records, released });
    expect(tags.map(({ tag, commit }) => `${tag} ${commit}`)).toEqual(expected);
  });
});
