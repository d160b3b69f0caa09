import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registryUnreachable, treeDirty } from '@verstamp/core/problems';
import type { Fact } from '../facts/fact.ts';
import type { Candidate } from './candidate.ts';
import { decide } from './decide.ts';
import { concludeGuard, type Judgement } from './judgement.ts';

const free: Fact = { kind: 'free' };
const removed: Fact = { kind: 'removed' };
const same: Fact = { kind: 'published', comparison: { kind: 'same', digest: 'sha256-a' } };
const recorded: Fact = { kind: 'recorded', recorded: 'tag-only', local: 'sha256-a' };
const bytes: Fact = { kind: 'published', comparison: { kind: 'bytes', integrity: 'sha512-a' } };
const other: Fact = {
  kind: 'published',
  comparison: {
    kind: 'different',
    published: 'sha256-a',
    local: 'sha256-b',
    files: [{ path: 'index.js', published: 'sha256-c', local: undefined }],
  },
};
const replaced: Fact = { kind: 'replaced', recorded: 'sha256-a', published: 'sha256-b' };
const stale = { verdict: 'stale-build', reasons: ['It is not built.'] } as const;
const broken = { verdict: 'broken-package', reasons: ['It has no entry.'] } as const;
const obstacle = {
  verdict: 'dirty-tree',
  problem: treeDirty({ name: 'a', version: '1.0.0', changed: ['a.js'] }),
} as const;
const unreachable: Fact = {
  kind: 'unreachable',
  problem: registryUnreachable({ url: 'https://r.example/a', status: 500, reason: 'it is sick.' }),
};

const candidate = (fields: Partial<Candidate> = {}): Candidate => ({
  name: 'a',
  version: '1.0.0',
  planned: true,
  covered: false,
  fact: free,
  dependencies: [],
  ...fields,
});

const judge = (fields: Partial<Candidate>, lenient = false): Judgement =>
  decide([candidate(fields)], { lenient })[0] ?? expect.unreachable();

it.each([
  ['names only a changeset where the sources changed', 'changed', false],
  ['wants the commit of the release where it is not known', undefined, true],
] as const)('%s', (_, sources, expected) => {
  const fact: Fact = { ...other, ...(sources && { sources }) };
  const { problem } = judge({ planned: false, fact });
  const advice = ['fetch tags and the whole history (fetch-depth: 0), or name the ledger', 'guard --adopt'];
  for (const words of advice) expect(problem?.message.includes(words)).toBe(expected);
});

it.each([
  [undefined, 'The commit of its release is not known here'],
  ['1a'.repeat(20), 'This clone lacks the commit of its release'],
])('says what is lacking of the commit of a release: %s', (publishedCommit, said) => {
  const { problem } = judge({ planned: false, fact: { ...other, publishedCommit } });
  expect(problem?.message).toContain(said);
  expect(problem?.message).toContain('guard --adopt --reason TEXT');
});

describe('decide', () => {
  it.each([
    { planned: true, covered: false, fact: free, verdict: 'new', effect: 'allow', code: undefined },
    { planned: true, covered: false, fact: same, verdict: 'identical', effect: 'allow', code: undefined },
    { planned: false, covered: false, fact: same, verdict: 'identical', effect: 'allow', code: undefined },
    { planned: true, covered: false, fact: bytes, verdict: 'identical', effect: 'allow', code: undefined },
    {
      planned: true,
      covered: false,
      fact: other,
      verdict: 'altered',
      effect: 'refuse',
      code: 'VERSION_ALTERED',
    },
    {
      planned: true,
      covered: true,
      fact: other,
      verdict: 'altered',
      effect: 'refuse',
      code: 'VERSION_ALTERED',
    },
    { planned: false, covered: true, fact: other, verdict: 'pending', effect: 'allow', code: undefined },
    {
      planned: false,
      covered: false,
      fact: other,
      verdict: 'unreleased',
      effect: 'refuse',
      code: 'VERSION_UNRELEASED',
    },
    {
      planned: true,
      covered: false,
      fact: removed,
      verdict: 'burnt',
      effect: 'refuse',
      code: 'VERSION_BURNT',
    },
    {
      planned: true,
      covered: false,
      fact: recorded,
      verdict: 'altered',
      effect: 'refuse',
      code: 'RELEASE_RECORDED',
    },
    { planned: false, covered: false, fact: recorded, verdict: 'new', effect: 'allow', code: undefined },
    {
      planned: true,
      covered: true,
      fact: unreachable,
      verdict: 'unreachable',
      effect: 'unknown',
      code: 'REGISTRY_UNREACHABLE',
    },
  ] as const)(
    'says $verdict of a package planned $planned, covered $covered, with $fact.kind',
    ({ planned, covered, fact, verdict, effect, code }) => {
      const judgement = judge({ planned, covered, fact });
      expect(judgement).toMatchObject({ verdict, effect });
      expect(judgement.problem?.code).toBe(code);
    },
  );

  it.each([
    [{ fact: { ...other, sources: 'same' } }, false, 'drifted', 'allow'],
    [{ fact: { ...other, sources: 'changed' } }, false, 'unreleased', 'refuse'],
    [{ fact: { ...other, sources: 'changed' } }, true, 'unreleased', 'allow'],
    [{ fact: other }, true, 'unreleased', 'allow'],
    [{ fact: { ...other, sources: 'changed' }, covered: true }, false, 'pending', 'allow'],
    [{ fact: { ...other, sources: 'same' }, planned: true }, true, 'altered', 'refuse'],
  ] as const)('says of an unplanned package with %j, lenient %j: %s', (fields, lenient, verdict, effect) => {
    expect(judge({ planned: false, ...fields }, lenient)).toMatchObject({ verdict, effect });
  });

  it.each<[string, Fact, object]>([
    ['content', same, { verdict: 'identical', digest: 'sha256-a' }],
    ['bytes', bytes, { verdict: 'identical', integrity: 'sha512-a' }],
    ['nothing', free, { verdict: 'new' }],
  ])('says no more than what belongs to its verdict: by %s', (_, fact, ruling) => {
    const subject = { name: 'a', version: '1.0.0', planned: true };
    expect(judge({ fact })).toEqual({ ...subject, ...ruling, effect: 'allow', heldBy: [] });
  });

  it.each<[Fact, boolean, string, object]>([
    [removed, true, 'burnt', {}],
    [recorded, true, 'altered', { recorded: 'tag-only', given: 'sha256-a' }],
    [replaced, false, 'altered', { recorded: 'sha256-a', published: 'sha256-b' }],
    [{ ...free, unsound: stale }, true, 'stale-build', { reasons: stale.reasons }],
    [{ ...free, unsound: broken, obstacle }, true, 'broken-package', { reasons: broken.reasons }],
    [{ ...free, obstacle }, true, 'dirty-tree', { changed: ['a.js'] }],
    [{ ...other, unsound: stale }, false, 'stale-build', { reasons: stale.reasons }],
    [other, false, 'unreleased', { published: 'sha256-a', local: 'sha256-b' }],
  ])('refuses %j, planned %j, as %s, and says why', (fact, planned, verdict, details) => {
    const judgement = judge({ fact, planned });
    expect(judgement).toMatchObject({ name: 'a', version: '1.0.0', planned, verdict, effect: 'refuse' });
    expect(judgement.problem?.details).toMatchObject({ name: 'a', version: '1.0.0', ...details });
  });

  it('says in which package.json a package stands', () => {
    expect(judge({ file: 'a/package.json' }).file).toBe('a/package.json');
  });

  it('names every differing file with both digests', () => {
    const { problem } = judge({ fact: other });
    expect(problem?.details).toMatchObject({
      published: 'sha256-a',
      local: 'sha256-b',
      files: [{ path: 'index.js', published: 'sha256-c', local: undefined }],
    });
    expect(problem?.message).toContain('index.js');
  });

  it.each([
    [{}, 'Published from no known commit, here from no known commit.'],
    [
      { publishedCommit: '1a'.repeat(20), localCommit: '2b'.repeat(20) },
      'Published from commit 1a1a1a1a1a1a, here from commit 2b2b2b2b2b2b.',
    ],
  ])('names the commits that both sides came from: %j', (commits, said) => {
    for (const planned of [true, false]) {
      const { problem } = judge({ planned, fact: { ...other, ...commits } });
      expect(problem?.details).toMatchObject(commits);
      expect(problem?.message).toContain(said);
    }
  });

  it('holds back what needs an altered package, through others too, and nothing else', () => {
    const candidates = [
      candidate({ name: 'a', fact: other }),
      candidate({ name: 'b', dependencies: ['a', 'left-pad'] }),
      candidate({ name: 'c', dependencies: ['b'] }),
      candidate({ name: 'd', dependencies: ['e'] }),
      candidate({ name: 'e', dependencies: ['d'] }),
      candidate({ name: 'f', dependencies: ['a'], fact: same }),
    ];
    const judged = decide(candidates, { lenient: false });
    expect(judged.map(({ name, effect, heldBy }) => [name, effect, heldBy.join()])).toEqual([
      ['a', 'refuse', ''],
      ['b', 'refuse', 'a'],
      ['c', 'refuse', 'a'],
      ['d', 'allow', ''],
      ['e', 'allow', ''],
      ['f', 'allow', ''],
    ]);
  });

  it.each<[string, Fact]>([
    ['burnt', removed],
    ['broken', { ...free, unsound: broken }],
    ['not built', { ...free, unsound: stale }],
  ])('holds back what needs a package that is %s, and names all of these', (_, fact) => {
    const dependent = candidate({ name: 'c', dependencies: ['a', 'gone', 'b'] });
    const judged = decide([candidate({ fact }), candidate({ name: 'b', fact }), dependent], {
      lenient: false,
    });
    expect(judged[2]).toMatchObject({ effect: 'refuse', heldBy: ['a', 'b'] });
  });

  it('neither judges nor holds back what is free and not planned', () => {
    const candidates = [
      candidate({ planned: false, fact: { ...free, unsound: stale } }),
      candidate({ name: 'b', dependencies: ['a'] }),
      candidate({ name: 'c', fact: other }),
      candidate({ name: 'd', planned: false, dependencies: ['c'] }),
    ];
    const judged = decide(candidates, { lenient: false });
    expect(judged.map(({ verdict, effect }) => `${verdict} ${effect}`)).toEqual([
      'new allow',
      'new allow',
      'altered refuse',
      'new allow',
    ]);
  });

  it('never holds back a dependent of an unreleased package', () => {
    const dependent = candidate({ name: 'b', dependencies: ['a'] });
    const judged = decide([candidate({ planned: false, fact: other }), dependent], { lenient: false });
    expect(judged.map(({ effect }) => effect)).toEqual(['refuse', 'allow']);
  });

  it('allows only what is known to be free, the same, or covered', () => {
    const names = ['a', 'b', 'c', 'd'];
    const arbitrary = fc.record({
      planned: fc.boolean(),
      covered: fc.boolean(),
      dependencies: fc.subarray(names),
      fact: fc.constantFrom(free, removed, same, bytes, other, unreachable),
    });
    fc.assert(
      fc.property(fc.array(arbitrary, { minLength: 1, maxLength: 4 }), (packages) => {
        const named = packages.map((fields, index) => candidate({ ...fields, name: names[index] ?? '' }));
        const judged = decide(named, { lenient: false });
        expect(judged.map(({ name }) => name)).toEqual(named.map(({ name }) => name));
        for (const [index, { effect }] of judged.entries()) {
          const { fact, planned, covered } = named[index] ?? {};
          const isSame = fact === same || fact === bytes;
          const harmless = fact === free || isSame || (fact === other && !planned && covered === true);
          if (!harmless) expect(effect).not.toBe('allow');
        }
        const sound = judged.every(({ effect }) => effect === 'allow');
        expect(concludeGuard(judged) === 'allow').toBe(sound);
      }),
    );
  });
});

describe('concludeGuard', () => {
  it.each([
    [[], 'allow'],
    [['allow', 'unknown'], 'unknown'],
    [['unknown', 'refuse', 'allow'], 'refuse'],
  ] as const)('makes %j %s', (effects, conclusion) => {
    expect(concludeGuard(effects.map((effect) => ({ effect })))).toBe(conclusion);
  });
});
