import { decide, type Candidate, type Fact, type GuardReport } from '@verstamp/release';
import { describe, expect, it } from 'vitest';
import { describeGuard, formatGuard } from './report.ts';

const free: Fact = { kind: 'free' };
const files = [{ path: 'index.js', published: 'sha256-c', local: undefined }];
const other: Fact = {
  kind: 'published',
  comparison: { kind: 'different', published: 'sha256-a', local: 'sha256-b', files },
};

function report(fields: Partial<Candidate>, lenient = false): GuardReport {
  const subject = { name: 'a', version: '1.0.0', file: 'a/package.json', planned: false, covered: false };
  const candidate: Candidate = { ...subject, dependencies: [], fact: free, ...fields };
  const packages = decide([candidate], { lenient });
  return { conclusion: 'allow', plan: 'workspace', packages, limits: [] };
}

const written = (fields: Partial<Candidate>): string => JSON.stringify(describeGuard(report(fields)));

describe('describeGuard', () => {
  it.each<[string, Partial<Candidate>, string]>([
    ['new', { planned: true }, '"planned":true,"heldBy":[],"verdict":"new","effect":"allow"'],
    [
      'the same content',
      { fact: { kind: 'published', comparison: { kind: 'same', digest: 'sha256-a' } } },
      '"planned":false,"digest":"sha256-a","heldBy":[],"verdict":"identical","effect":"allow"',
    ],
    [
      'the same bytes',
      { fact: { kind: 'published', comparison: { kind: 'bytes', integrity: 'sha512-a' } } },
      '"planned":false,"integrity":"sha512-a","heldBy":[],"verdict":"identical","effect":"allow"',
    ],
    [
      'covered',
      { fact: other, covered: true },
      '"planned":false,"heldBy":[],"verdict":"pending","effect":"allow"',
    ],
  ])('writes every field at its place, of what is %s', (_, fields, rest) => {
    const expected = `{"name":"a","version":"1.0.0","file":"a/package.json",${rest}}`;
    expect(written(fields)).toBe(
      `{"conclusion":"allow","plan":"workspace","packages":[${expected}],"limits":[]}`,
    );
  });

  it('writes the problem last, with the commits of both sides and the files that differ', () => {
    const commits = { publishedCommit: '1'.repeat(40), localCommit: '2'.repeat(40) };
    expect(written({ fact: { ...other, ...commits } })).toMatch(
      /"heldBy":\[\],"verdict":"unreleased","effect":"refuse","problem":\{"code":"VERSION_UNRELEASED","message":".*","page":"\S*VERSION_UNRELEASED\.md","publishedCommit":"1{40}","localCommit":"2{40}","files":\[\{"path":"index\.js","published":"sha256-c"\}\]\}\}\],/,
    );
    expect(written({ fact: { kind: 'removed' } })).toMatch(/"page":"\S*VERSION_BURNT\.md"\}\}\],/);
  });
});

it('shows what differs, file by file', () => {
  expect(formatGuard(report({ fact: other }), (_, text) => text)).toContain(
    '  index.js\n    published  sha256-c\n    here       not there\n',
  );
});

it.each<[string, Partial<Candidate>, boolean, string]>([
  ['goes out', { planned: true }, false, 'good:new'],
  ['drifted', { fact: { ...other, sources: 'same' } }, false, 'doubt:drifted'],
  ['is unreleased, where that is only warned of', { fact: other }, true, 'doubt:unreleased'],
  ['is unreleased', { fact: other }, false, 'bad:unreleased'],
])('shows what %s in the tone of what follows', (_, fields, lenient, expected) => {
  const text = formatGuard(report(fields, lenient), (tone, shown) => `${tone}:${shown}`);
  expect(text.split(' ')[0]).toBe(expected);
});

it('does not say that a package goes out which is not planned', () => {
  expect(formatGuard(report({ fact: free }), (_, text) => text)).toContain('not planned');
  expect(formatGuard(report({ fact: free, planned: true }), (_, text) => text)).toContain('goes out');
});
