import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutReason, MISMATCH_TYPE, readRefusal } from './wire.ts';

/** Characters of one to four bytes; the library's own `binary` takes a second to set up. */
const unit = fc
  .oneof(...[0x7f, 0x7ff, 0xffff, 0x10ffff].map((max) => fc.nat(max)))
  .map((point) => String.fromCodePoint(point));

describe('cutReason', () => {
  it('keeps what fits and cuts between characters', () => {
    expect(cutReason('a'.repeat(200))).toBe('a'.repeat(123));
    expect(cutReason(`${'a'.repeat(121)}é`)).toBe(`${'a'.repeat(121)}é`);
    expect(cutReason(`${'a'.repeat(122)}é`)).toBe('a'.repeat(122));
    expect(cutReason('😀'.repeat(40))).toBe('😀'.repeat(30));
  });

  it('never gives more than 123 bytes, nor half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), (text) => {
        const cut = cutReason(text);
        expect(text.startsWith(cut)).toBe(true);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(123);
        if (text.isWellFormed()) expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('readRefusal', () => {
  it.each(['Mismatch', 'Unreadable'])('reads a %s whole', (kind) => {
    const code = `ClientApiVersion${kind}`;
    const fields = {
      client: '1.0.0',
      server: '2.0.0',
      rule: 'xx------',
      move: 'client',
      until: '2027-01-31',
    };
    const body = { type: `urn:verstamp:${code}`, code, status: 400, ...fields, detail: 'too old' };
    expect(readRefusal(body)).toEqual(body);
    expect(readRefusal({ ...body, move: 'server' })).toMatchObject({ move: 'server' });
  });

  it('keeps only what could be checked', () => {
    const body = {
      type: MISMATCH_TYPE,
      client: '1.0.0',
      server: 'x',
      status: '400',
      rule: 7,
      until: 'soon',
      move: 'nobody',
      detail: 'd'.repeat(5000),
    };
    const refusal = readRefusal(body);
    expect(refusal).toMatchObject({ code: 'ClientApiVersionMismatch', client: '1.0.0' });
    expect(Object.keys(refusal ?? {}).toSorted()).toEqual(['client', 'code', 'detail', 'type']);
    expect(refusal?.detail.length).toBe(1000);
    expect(readRefusal({ type: MISMATCH_TYPE, detail: 5 })?.detail).toBe('');
  });

  it.each([
    [null],
    ['text'],
    [[]],
    [{}],
    [{ type: 'about:blank' }],
    [{ type: [MISMATCH_TYPE] }],
    [{ type: `${MISMATCH_TYPE}s` }],
    [{ type: ` ${MISMATCH_TYPE}` }],
    [{ code: 'ClientApiVersionMismatch' }],
  ])('takes %j for something else', (body) => expect(readRefusal(body)).toBeUndefined());
});
