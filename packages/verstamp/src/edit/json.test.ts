import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editJson } from './json.ts';

it.each([
  {
    where: 'on one line',
    text: '{ "a": ["x"] }',
    path: ['a', -1],
    value: { b: 'c' },
    edited: '{ "a": ["x", { "b": "c" }] }',
  },
  {
    where: 'beside others',
    text: '{ "a": { "b": 1 } }',
    path: ['a', 'c'],
    value: ['d'],
    edited: '{ "a": { "b": 1, "c": ["d"] } }',
  },
  {
    where: 'in front of others that are sorted',
    text: '{ "devDependencies": { "vite": "1" } }',
    path: ['devDependencies', 'esbuild'],
    value: '2',
    edited: '{ "devDependencies": { "esbuild": "2", "vite": "1" } }',
  },
  {
    where: 'between others that are sorted',
    text: '{\n  "devDependencies": {\n    "a": "1",\n    "c": "1"\n  }\n}\n',
    path: ['devDependencies', 'b'],
    value: '2',
    edited: '{\n  "devDependencies": {\n    "a": "1",\n    "b": "2",\n    "c": "1"\n  }\n}\n',
  },
  {
    where: 'in lines of tabs',
    text: '{\n\t// one\n\t"a": 1\n}\n',
    path: ['b'],
    value: 2,
    edited: '{\n\t// one\n\t"a": 1,\n\t"b": 2\n}\n',
  },
  {
    where: 'in an empty object',
    text: '{}\n',
    path: ['a', 'b'],
    value: 1,
    edited: '{\n  "a": {\n    "b": 1\n  }\n}\n',
  },
  {
    where: 'with CRLF',
    text: '{\r\n    "a": 1\r\n}',
    path: ['b'],
    value: 2,
    edited: '{\r\n    "a": 1,\r\n    "b": 2\r\n}',
  },
  {
    where: 'behind a list on one line',
    text: '{\n  "a": { "b": ["c"] },\n  "d": ["e"]\n}\n',
    path: ['f', 'g'],
    value: ['h'],
    edited: '{\n  "a": { "b": ["c"] },\n  "d": ["e"],\n  "f": {\n    "g": [\n      "h"\n    ]\n  }\n}\n',
  },
  {
    where: 'in lines, in front of others that are sorted',
    text: '{\n  "dependencies": {\n    "b": "1"\n  }\n}\n',
    path: ['dependencies', 'a'],
    value: '2',
    edited: '{\n  "dependencies": {\n    "a": "2",\n    "b": "1"\n  }\n}\n',
  },
  {
    where: 'behind a name and a version',
    text: '{\n  "name": "a",\n  "version": "1"\n}\n',
    path: ['devDependencies', 'b'],
    value: '2',
    edited: '{\n  "name": "a",\n  "version": "1",\n  "devDependencies": {\n    "b": "2"\n  }\n}\n',
  },
  {
    where: 'in place of another',
    text: '{ "a": "x", "b": 1 }',
    path: ['a'],
    value: 'y $& "z"',
    edited: '{ "a": "y $& \\"z\\"", "b": 1 }',
  },
])('sets a value $where and leaves the rest as it was', ({ text, path, value, edited }) => {
  expect(editJson(text, [{ path, value }])).toBe(edited);
});

const keys = fc.constantFrom('a', 'b', 'devDependencies', 'say "x":y', 'ü');
const leaves = fc.oneof(
  fc.string(),
  fc.constantFrom('x":y', 'a [ b ]', '{ "c": [ 1 ] }', ', "d"'),
  fc.integer(),
  fc.boolean(),
);
const values = fc.oneof(
  leaves,
  fc.array(leaves, { maxLength: 2 }),
  fc.dictionary(keys, leaves, { maxKeys: 2 }),
);

it('sets any value in any text as it would be set in what the text means', () => {
  const documents = fc.dictionary(keys, fc.dictionary(keys, values, { maxKeys: 3 }), { maxKeys: 3 });
  const indents = fc.constantFrom('', '  ', '\t');
  fc.assert(
    fc.property(documents, indents, fc.tuple(keys, keys), values, (document, indent, [one, two], value) => {
      const spread = JSON.stringify(document, undefined, indent);
      const text = indent === '' ? spread.replaceAll(/(?<=["\d\]}]):(?=["\d[{])/g, ':') : spread;
      const edited = editJson(text, [{ path: [one, two], value }]);
      const expected = { ...document, [one]: { ...document[one], [two]: value } };
      expect(JSON.parse(edited)).toEqual(expected);
    }),
  );
});
