import { describe, expect, it } from 'vitest';
import { nameTag, planTags, type ReleaseTag } from './tags.ts';

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
