import { compileFunction } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { insertPlugin } from './insert.ts';

const gap = fc.constantFrom('', ' ', '\n', '\n  ', '\r\n\t', ' /* a, b] } */ ', ' // c, d] }\n');
const comma = fc.boolean();
const element = fc.constantFrom(
  '1',
  "'a, b]'",
  'plugin({ a: [1] })',
  '`}${2}`',
  'off && plugin({})',
  '(off || plugin({}))',
  '[3, 4]',
);

/** A list or an object in any spelling that somebody may give it. */
function spell(
  [open, close]: readonly [string, string],
  entries: fc.Arbitrary<readonly string[]>,
): fc.Arbitrary<string> {
  return fc.tuple(entries, gap, gap, comma).map(([parts, before, after, isTrailed]) => {
    const end = isTrailed && parts.length > 0 ? ',' : '';
    return `${open}${before}${parts.join(`${after},${before}`)}${after}${end}${close}`;
  });
}

const plugins = spell(['[', ']'], fc.array(element, { maxLength: 3 }));
const config = fc
  .tuple(
    fc.option(plugins),
    fc.constantFrom('plugins', "'plugins'"),
    fc.constantFrom("base: '/'", "...{ base: '/' }", "...(off ? { other: 1 } : { base: '/' })"),
    fc.boolean(),
  )
  .chain(([list, key, base, isFirst]) => {
    const own = list === null ? [] : [`${key}: ${list}`];
    return spell(['{', '}'], fc.constant(isFirst ? [...own, base] : [base, ...own]));
  });
const wrap = fc.constantFrom(
  (text: string) => text,
  (text: string) => `defineConfig(${text})`,
  (text: string) => `defineConfig(() => (${text}))`,
  (text: string) => `defineConfig(({ mode }) => { const a = mode; return ${text}; })`,
  (text: string) => `[${text}, ${text}]`,
);

/** Runs a configuration, and gives the objects that it comes to. */
function run(text: string): ReadonlyArray<{ readonly plugins?: readonly unknown[]; readonly base: string }> {
  const body = text
    .replace(/^import verstamp from .*$/m, "const verstamp = () => 'ours';")
    .replace('export default', 'return');
  const make = compileFunction(body, ['defineConfig', 'plugin', 'off']) as (...given: unknown[]) => unknown;
  const made = make(
    (value: unknown) => value,
    (value: unknown) => ['plugin', value],
    false,
  );
  return [
    typeof made === 'function' ? (made as (env: object) => unknown)({ mode: 'x' }) : made,
  ].flat() as never;
}

it('adds one plugin to each configuration and changes nothing else, however it is spelt', () => {
  fc.assert(
    fc.property(config, wrap, (object, around) => {
      const before = `export default ${around(object)};\n`;
      const after = insertPlugin(before, { bundler: 'vite' });
      const expected = run(before).map((entry) =>
        Object.assign(entry, { plugins: [...(entry.plugins ?? []), 'ours'] }),
      );
      expect(after === undefined ? undefined : run(after)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
