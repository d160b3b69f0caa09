import { describe, expect, it } from 'vitest';
import { readVersionDocument } from './document.ts';

describe('readVersionDocument', () => {
  const document = { name: 'shop', version: '1.4.3.417', time: '2026-11-21T02:00:00Z', commit: '1a2b3c4' };

  it('reads what a build writes', () => {
    const full = { ...document, rule: 'xx------', min: '1.0.0', max: '2.0.0', until: { 1: '2027-01-31' } };
    expect(readVersionDocument(full)).toEqual(full);
    expect(readVersionDocument({ ...document, extra: 1 })).toEqual(document);
  });

  it('leaves out a time and a commit that it cannot read: nothing is decided by them', () => {
    const { name, version } = document;
    for (const commit of ['HEAD', '1a2b3c4 ', ' 1a2b3c4', '1'.repeat(65), 1_234_567]) {
      expect(readVersionDocument({ name, version, time: 'today', commit })).toEqual({ name, version });
    }
  });

  it.each([
    [null],
    ['1.4.3'],
    [[]],
    [{}],
    [{ name: 'shop' }],
    [{ ...document, name: '' }],
    [{ ...document, name: 'x'.repeat(215) }],
    [{ ...document, version: 'latest' }],
    [{ ...document, version: 1.4 }],
    [{ ...document, rule: 'xx' }],
    [{ ...document, min: '1' }],
    [{ ...document, max: 'latest' }],
    [{ ...document, until: { 1: 'soon' } }],
    [{ ...document, until: 'soon' }],
    [{ ...document, deprecated: { 1: '2027-02-30' } }],
  ])('takes %j for none', (body) => expect(readVersionDocument(body)).toBeUndefined());
});
