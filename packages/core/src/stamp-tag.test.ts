import { describe, expect, it } from 'vitest';
import { parseStamp } from './stamp.ts';
import { stampTag } from './stamp-tag.ts';

const text = 'shop-web@1.4.3.417;t=2026-11-21T02:00:00Z;s=clock';
const tag = `<meta name="verstamp" content="${text}">`;

describe('stampTag', () => {
  it.each([
    ['a stamp', parseStamp(text), tag],
    ['the text of one', text, tag],
    ['a text that was filled up', `${text};p=....`, tag],
    ['a page that bears none', undefined, ''],
  ])('writes the element of %s', (_, stamp, expected) => {
    expect(stampTag(stamp)).toBe(expected);
  });

  it.each([
    ['markup in a text', '"><script>alert(1)</script>@1.4.3.417'],
    ['markup in a version', { name: 'shop', version: '1.4.3.417"><script>alert(1)</script>' }],
    ['a version that names no build', { name: 'shop', version: '1.4.3' }],
    ['a source that is not a word', { name: 'shop', version: '1.4.3.417', source: 'Build counter' }],
    ['a name beyond all bounds', { name: 'shop'.repeat(300), version: '1.4.3.417' }],
  ])('refuses %s', (_, stamp) => {
    expect(() => stampTag(stamp)).toThrow(expect.objectContaining({ code: 'STAMP_SYNTAX' }));
  });

  it('lets no markup through', () => {
    const { length } = stampTag({ name: '"><script>', version: '1.4.3.417' }).split(/[<>"]/);
    expect(length).toBe(stampTag(text).split(/[<>"]/).length);
  });
});
