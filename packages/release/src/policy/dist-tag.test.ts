import { describe, expect, it } from 'vitest';
import { chooseDistTag, findDistTagProblem } from './dist-tag.ts';

const released = new Map([
  ['latest', '2.0.0'],
  ['next', '3.0.0-rc.2'],
]);
const preOnly = new Map([['latest', '1.0.0-rc.1']]);
const nextOnly = new Map([['latest', '1.0.0-next.1']]);
const canary = new Map([
  ['latest', '2.0.0'],
  ['canary', '0.0.0-canary-f3a91c0'],
]);
const own = { publishConfig: { tag: 'own' } };

describe('chooseDistTag', () => {
  it.each([
    { chosen: 'latest', manifest: {}, tags: released },
    { chosen: 'own', manifest: own, prerelease: 'next', tags: released },
    { chosen: 'said', manifest: own, option: 'said', tags: released },
    { chosen: 'next', manifest: {}, prerelease: 'next', tags: released },
    { chosen: 'latest', manifest: {}, prerelease: 'next', tags: nextOnly },
    { chosen: 'next', manifest: {}, prerelease: 'next', tags: preOnly },
    {
      chosen: 'next',
      manifest: {},
      prerelease: 'next',
      tags: new Map([...nextOnly, ['beta', '1.0.0-beta.0']]),
    },
    { chosen: 'next', manifest: {}, prerelease: 'next', tags: new Map<string, string>() },
    { chosen: 'latest', manifest: {}, tags: nextOnly },
  ])('chooses $chosen', ({ chosen, ...choice }) => {
    expect(chooseDistTag(choice)).toBe(chosen);
  });
});

describe('findDistTagProblem', () => {
  it.each([
    ['2.0.1', 'latest', released, undefined],
    ['1.9.9', 'latest', released, 'DIST_TAG_BACKWARDS'],
    ['1.9.9', 'release-1.x', released, undefined],
    ['3.0.0-rc.3', 'latest', released, 'PRERELEASE_UNTAGGED'],
    ['3.0.0-rc.3', 'next', released, undefined],
    ['3.0.0-rc.1', 'next', released, 'DIST_TAG_BACKWARDS'],
    ['1.0.0-rc.2', 'latest', preOnly, undefined],
    ['1.0.0', 'latest', preOnly, undefined],
    ['1.0.0-rc.2', 'latest', new Map<string, string>(), undefined],
    ['1.0.0', 'latest', new Map([['latest', 'nonsense']]), 'DIST_TAG_BACKWARDS'],
    ['2.0.0', 'latest', released, 'DIST_TAG_BACKWARDS'],
    ['nonsense', 'latest', released, 'DIST_TAG_BACKWARDS'],
    ['0.0.0-canary-0b1c2d3', 'canary', canary, undefined],
    ['0.0.0-canary-0b1c2d3', 'next', released, 'DIST_TAG_BACKWARDS'],
    ['0.0.0-canary-0b1c2d3', 'latest', canary, 'PRERELEASE_UNTAGGED'],
    ['0.0.0-alpha.1', 'next', new Map([['next', '0.0.0-alpha.2']]), 'DIST_TAG_BACKWARDS'],
    ['0.0.0-next-14.1', 'next', new Map([['next', '0.0.0-next-14.2']]), 'DIST_TAG_BACKWARDS'],
    ['0.0.0-canary-1795349400000', 'own', new Map([['own', '0.0.0-canary-20261122100000']]), undefined],
    ['0.0.0-alpha.10', 'next', new Map([['next', '0.0.0-alpha.9']]), undefined],
    ['0.0.0-pr7-20261122100000', 'canary', new Map([['canary', '0.0.0-pr8-20261122110000']]), undefined],
    [
      '0.0.0-canary-20261122100000',
      'canary',
      new Map([['canary', '0.0.0-canary-20261122110000']]),
      'DIST_TAG_BACKWARDS',
    ],
    ['0.0.0-alpha.1', 'latest', new Map([['latest', '0.0.0-alpha.2']]), 'DIST_TAG_BACKWARDS'],
    ['3.0.0-rc.3', 'own', new Map([['own', '2.0.0']]), undefined],
  ] as const)('of %s under %s', (version, tag, tags, code) => {
    const problem = findDistTagProblem({ name: 'a', version, tag }, tags);
    expect(problem?.code).toBe(code);
    if (code) expect(problem?.details).toEqual({ name: 'a', version, tag, current: tags.get(tag) });
  });
});
