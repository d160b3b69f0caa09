import { describe, expect, it } from 'vitest';
import { describeDependencies, describeManifest } from './manifest-content.ts';

const siblings = new Set(['core']);
const base = { name: 'a', main: './a.js', dependencies: { core: '^1.0.0', far: '^2.0.0' } };
const describeOf = (fields: object) => describeManifest(Buffer.from(JSON.stringify(fields)), { siblings });
const installed = (fields: object) => describeDependencies({ ...fields }, { siblings });

const same: readonly (readonly [string, object])[] = [
  ['the range of a sibling', { ...base, dependencies: { core: '^1.2.0', far: '^2.0.0' } }],
  ['the order of dependencies', { ...base, dependencies: { far: '^2.0.0', core: '^1.0.0' } }],
  ['a field without dependencies', { ...base, peerDependencies: {}, optionalDependencies: {} }],
];

const different: readonly (readonly [string, object])[] = [
  ['another range', { ...base, dependencies: { core: '^1.0.0', far: '^2.1.0' } }],
  ['a dependency less', { ...base, dependencies: { core: '^1.0.0' } }],
  ['a sibling less', { ...base, dependencies: { far: '^2.0.0' } }],
  ['a dependency more', { ...base, dependencies: { ...base.dependencies, more: '*' } }],
  ['a peer', { ...base, peerDependencies: { far: '^2.0.0' } }],
  ['a sibling as an optional dependency', { ...base, optionalDependencies: { core: '^1.0.0' } }],
  ['dependencies that are none', { ...base, dependencies: 7 }],
];

describe('what a package.json says of the package', () => {
  it.each(same)('is the same with %s', (_, fields) => {
    expect(describeOf(fields)).toBe(describeOf(base));
  });

  it.each([...different, ['another field', { ...base, main: './b.js' }] as const])(
    'is not the same with %s',
    (_, fields) => {
      expect(describeOf(fields)).not.toBe(describeOf(base));
    },
  );

  it('has the ranges that stand in a catalog', () => {
    const bytes = Buffer.from(JSON.stringify({ dependencies: { far: 'catalog:', core: 'catalog:' } }));
    const text = describeManifest(bytes, { siblings, resolve: (name, range) => `${name} ${String(range)}` });
    expect(text).toContain('far catalog:');
    expect(text).not.toContain('core catalog:');
  });
});

describe('what is installed with a package', () => {
  it.each([...same, ['another field', { ...base, main: './b.js' }] as const])(
    'is the same with %s',
    (_, fields) => {
      expect(installed(fields)).toBe(installed(base));
    },
  );

  it.each(different)('is not the same with %s', (_, fields) => {
    expect(installed(fields)).not.toBe(installed(base));
  });

  it('does not depend on the order of fields', () => {
    const [one, two] = [{ dependencies: { a: '1' } }, { peerDependencies: { b: '1' } }];
    expect(installed({ ...one, ...two })).toBe(installed({ ...two, ...one }));
  });

  it('is not described where it is nested too deeply to be written', () => {
    expect(installed({ dependencies: { far: { toJSON: overflow } } })).toBeUndefined();
  });

  it('is nothing where there is no package.json', () => {
    expect(describeDependencies(undefined, { siblings })).toBe(installed({}));
  });
});

/** Newer versions of Node write what is nested however deeply; older ones end so. */
function overflow(): never {
  throw new RangeError('Maximum call stack size exceeded');
}
