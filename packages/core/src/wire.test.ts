import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutReason, MISMATCH_TYPE, readRefusal } from './wire.ts';

describe('cutReason', () => {
  it('keeps what fits and cuts between characters', () => {
    expect(cutReason('a'.repeat(200))).toBe('a'.repeat(123));
    expect(cutReason(`${'a'.repeat(121)}é`)).toBe(`${'a'.repeat(121)}é`);
    expect(cutReason(`${'a'.repeat(122)}é`)).toBe('a'.repeat(122));
    expect(cutReason('😀'.repeat(40))).toBe('😀'.repeat(30));
  });

  it('never gives more than 123 bytes, nor half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const cut = cutReason(text);
        expect(text.startsWith(cut)).toBe(true);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(123);
        if (text.isWellFormed()) expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('readRefusal', () => {
  it('keeps only what could be checked', () => {
    const body = {
      type: MISMATCH_TYPE,
      client: '1.0.0',
      server: 'x',
      rule: 7,
      move: 'nobody',
      detail: 'd'.repeat(5000),
    };
    const refusal = readRefusal(body);
    expect(refusal).toMatchObject({ code: 'ClientApiVersionMismatch', client: '1.0.0' });
    expect(Object.keys(refusal ?? {}).toSorted()).toEqual(['client', 'code', 'detail', 'type']);
    expect(refusal?.detail.length).toBe(1000);
  });

  it.each([[null], ['text'], [[]], [{}], [{ type: 'about:blank' }], [{ code: 'ClientApiVersionMismatch' }]])(
    'takes %j for something else',
    (body) => expect(readRefusal(body)).toBeUndefined(),
  );
});
