import { describe, expect, it } from 'vitest';
import { versionBurnt } from '@verstamp/core/problems';
import { formatAnnotations, type Annotated } from './annotations.ts';

const subject = { name: '@shop/cart', version: '1.0.0' };
const file = 'packages/a,b/package.json';
const burnt: Annotated = {
  ...subject,
  verdict: 'burnt',
  effect: 'refuse',
  problem: versionBurnt(subject),
  file,
};
const drifted: Annotated = { ...burnt, verdict: 'drifted', effect: 'allow', problem: undefined };

describe('formatAnnotations', () => {
  it.each<[string, Annotated, RegExp | undefined]>([
    [
      'what is refused',
      burnt,
      /^::error file=packages\/a%2Cb\/package\.json,title=burnt%3A @shop\/cart@1\.0\.0::@shop/,
    ],
    ['what drifted', drifted, /^::warning file=.*::@shop\/cart@1\.0\.0 is drifted\.$/],
    ['what is held back', { ...drifted, verdict: 'new', effect: 'refuse' }, /^::error .* is held back\.$/],
    ['what is new', { ...drifted, verdict: 'new' }, undefined],
  ])('annotates %s', (_, one, expected) => {
    const [line] = formatAnnotations([one]);
    if (expected) expect(line).toMatch(expected);
    else expect(line).toBeUndefined();
  });

  it('keeps to one line whatever a package is called', () => {
    const odd = { ...drifted, name: 'a\n::error::b', version: '50%' };
    const lines = formatAnnotations([odd]);
    expect(lines.join()).not.toMatch(/[\r\n]/);
    expect(lines.join()).toContain('50%25');
  });
});
