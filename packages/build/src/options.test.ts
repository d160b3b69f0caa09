import { describe, expect, it, vi } from 'vitest';
import { resolveOptions, type VerstampOptions } from './options.ts';

describe('resolveOptions', () => {
  it('takes every option that there is', () => {
    const options: Required<VerstampOptions> = {
      name: 'shop',
      version: '1.2.3',
      revision: 7,
      carrier: 'inline',
      document: 'v.json',
      digests: false,
      rule: 'xx------',
      min: '1.0.0',
      max: '2.0.0',
      deprecated: { 1: '2026-01-01' },
      until: { 1: '2027-01-01' },
    };
    const { rule, min, max, deprecated, until } = options;
    const { name, advertised } = resolveOptions(options);
    expect([name, advertised]).toEqual(['shop', { rule, min, max, deprecated, until }]);
  });

  it('takes an option that is undefined for one that is left out', () => {
    const options: Required<VerstampOptions> = {
      name: undefined,
      version: undefined,
      revision: undefined,
      carrier: undefined,
      document: undefined,
      digests: undefined,
      rule: undefined,
      min: undefined,
      max: undefined,
      deprecated: undefined,
      until: undefined,
    };
    expect(resolveOptions(options)).toEqual(resolveOptions({}));
  });

  it('advertises no rule for one that is null', () => {
    const options = { rule: null } as unknown as VerstampOptions;
    expect(() => resolveOptions(options)).toThrow(expect.objectContaining({ code: 'RULE_SYNTAX' }));
  });

  it('refuses a Node that is too old', () => {
    vi.stubGlobal('process', { versions: { node: '20.20.2' } });
    // Other runtimes have it, and may say that they are as old a Node.
    expect(() => resolveOptions({})).not.toThrow();
    const { groupBy } = Object;
    Reflect.deleteProperty(Object, 'groupBy');
    try {
      expect(() => resolveOptions({})).toThrow(
        'Cannot build with Node "20.20.2": expected 22 or newer. Install a newer one.',
      );
    } finally {
      Object.groupBy = groupBy;
      vi.unstubAllGlobals();
    }
  });

  it.each<readonly [object, string]>([
    [{ carier: 'page' }, 'carier "page": expected one of the options name, version,'],
    [{ carrier: 'header' }, 'carrier "header": expected "auto", "page" or "inline"'],
    [{ revision: null }, 'revision null: expected a whole number, or { source, next }'],
    [{ revision: {} }, 'revision an object: expected a whole number, or { source, next }'],
    [{ revision: '7' }, 'revision "7": expected a whole number, or { source, next }'],
    [{ revision: { source: 'ci' } }, 'revision "ci": expected a whole number, or { source, next }'],
    [{ revision: { source: 'Build counter', next: async () => 7 } }, 'revision "Build counter": expected'],
    [{ document: '/version.json' }, 'document "/version.json": expected a path inside'],
    [{ document: '.verstamp/version.json' }, 'expected a path inside'],
  ])('refuses %j', (options, message) => {
    expect(() => resolveOptions(options)).toThrow(
      expect.objectContaining({ code: 'BUILD_OPTION', message: expect.stringContaining(message) as string }),
    );
  });
});
