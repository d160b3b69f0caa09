import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registryUnreachable } from '@verstamp/core/problems';
import type { Candidate } from './candidate.ts';
import { concludeGuard, decide } from './decide.ts';
import type { Fact } from './fact.ts';

const candidate = (fields: Partial<Candidate> = {}): Candidate => ({
  name: 'a',
  version: '1.0.0',
  planned: true,
  covered: false,
  dependencies: [],
  ...fields,
});

const free: Fact = { kind: 'free' };
const removed: Fact = { kind: 'removed' };
const same: Fact = { kind: 'published', comparison: { kind: 'same', digest: 'sha256-a' } };
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
const unreachable: Fact = {
  kind: 'unreachable',
  problem: registryUnreachable({ url: 'https://r.example/a', status: 500, reason: 'it is sick.' }),
};

const judge = (fact: Fact) => decide([candidate()], new Map([['a', fact]]))[0];

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
      covered: true,
      fact: unreachable,
      verdict: 'unreachable',
      effect: 'unknown',
      code: 'REGISTRY_UNREACHABLE',
    },
    {
      planned: true,
      covered: false,
      fact: undefined,
      verdict: 'unreachable',
      effect: 'unknown',
      code: undefined,
    },
  ] as const)(
    'says $verdict of a package planned $planned, covered $covered, with $fact.kind',
    ({ planned, covered, fact, verdict, effect, code }) => {
      const facts = new Map(fact ? [['a', fact]] : []);
      const [judgement] = decide([candidate({ planned, covered })], facts);
      expect(judgement).toMatchObject({ verdict, effect });
      expect(judgement?.problem?.code).toBe(code);
    },
  );

  it.each([
    [{}, { ...other, sources: 'same' }, 'drifted', 'allow'],
    [{}, { ...other, sources: 'changed' }, 'unreleased', 'refuse'],
    [{ lenient: true }, { ...other, sources: 'changed' }, 'unreleased', 'allow'],
    [{ lenient: true }, other, 'unreleased', 'allow'],
    [{ covered: true }, { ...other, sources: 'changed' }, 'pending', 'allow'],
    [{ planned: true, lenient: true }, { ...other, sources: 'same' }, 'altered', 'refuse'],
  ] as const)('says of an unplanned package that is %j, with %j: %s', (fields, fact, verdict, effect) => {
    const [judgement] = decide([candidate({ planned: false, ...fields })], new Map([['a', fact]]));
    expect(judgement).toMatchObject({ verdict, effect });
  });

  it('says by what it knows that nothing differs', () => {
    expect(judge(same)).toMatchObject({ digest: 'sha256-a', integrity: undefined });
    expect(judge(bytes)).toMatchObject({ digest: undefined, integrity: 'sha512-a' });
    expect(judge(free)).toMatchObject({ digest: undefined, integrity: undefined });
  });

  it.each([
    ['new', free],
    ['unreleased', other],
    ['burnt', removed],
  ])('answers the same fields in the same order, of what is %s too', (verdict, fact) => {
    const [judgement] = decide([candidate({ planned: false, lenient: true })], new Map([['a', fact]]));
    expect(judgement).toMatchObject({ verdict });
    expect(Object.keys(judgement ?? {}).join(' ')).toBe(
      'name version file planned digest integrity problem heldBy verdict effect',
    );
  });

  it('names every differing file with both digests', () => {
    const [judgement] = decide([candidate()], new Map([['a', other]]));
    expect(judgement?.problem?.details).toMatchObject({
      published: 'sha256-a',
      local: 'sha256-b',
      files: [{ path: 'index.js', published: 'sha256-c', local: undefined }],
    });
    expect(judgement?.problem?.message).toContain('index.js');
  });

  it('holds back what needs an altered package, through others too, and nothing else', () => {
    const candidates = [
      candidate({ name: 'a' }),
      candidate({ name: 'b', dependencies: ['a', 'left-pad'] }),
      candidate({ name: 'c', dependencies: ['b'] }),
      candidate({ name: 'd', dependencies: ['e'] }),
      candidate({ name: 'e', dependencies: ['d'] }),
      candidate({ name: 'f', dependencies: ['a'] }),
    ];
    const facts = new Map<string, Fact>(['b', 'c', 'd', 'e'].map((name) => [name, free]));
    const judged = decide(candidates, facts.set('a', other).set('f', same));
    expect(judged.map(({ name, effect, heldBy }) => [name, effect, heldBy.join()])).toEqual([
      ['a', 'refuse', ''],
      ['b', 'refuse', 'a'],
      ['c', 'refuse', 'a'],
      ['d', 'allow', ''],
      ['e', 'allow', ''],
      ['f', 'allow', ''],
    ]);
  });

  it('never holds back a dependent of an unreleased package', () => {
    const candidates = [candidate({ planned: false }), candidate({ name: 'b', dependencies: ['a'] })];
    const facts = new Map<string, Fact>([['a', other]]);
    const judged = decide(candidates, facts.set('b', free));
    expect(judged.map(({ effect }) => effect)).toEqual(['refuse', 'allow']);
  });

  it('allows only what is known to be free, the same, or covered', () => {
    const names = ['a', 'b', 'c', 'd'];
    const arbitrary = fc.record({
      planned: fc.boolean(),
      covered: fc.boolean(),
      dependencies: fc.subarray(names),
      fact: fc.constantFrom(free, removed, same, bytes, other, unreachable, undefined),
    });
    fc.assert(
      fc.property(fc.array(arbitrary, { minLength: 1, maxLength: 4 }), (packages) => {
        const named = packages.map((fields, index) => ({
          ...fields,
          ...candidate({ ...fields, name: names[index] ?? '' }),
        }));
        const facts = new Map(named.flatMap(({ name, fact }) => (fact ? [[name, fact] as const] : [])));
        const judged = decide(named, facts);
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
    const [base] = decide([candidate()], new Map([['a', free]]));
    expect(
      concludeGuard(effects.flatMap((effect) => (base ? [Object.assign({}, base, { effect })] : []))),
    ).toBe(conclusion);
  });
});
