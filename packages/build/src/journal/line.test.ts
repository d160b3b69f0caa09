import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatLine, isTorn, readGluedLine, readLine, type Fields } from './line.ts';

const FIELDS = fc.dictionary(fc.constantFrom('kind', 'name', 'claim', 'releases'), fc.jsonValue());

const format = (fields: Fields): Buffer =>
  Buffer.from(formatLine({ at: 7, prev: '0123456789abcdef' }, fields, 'n'));

it('takes every beginning of an entry for torn, and never for an entry', () => {
  fc.assert(
    fc.property(FIELDS, (fields) => {
      const whole = format(fields);
      expect([readLine(whole)?.at, isTorn(whole)]).toEqual([7, false]);
      const others = [...whole.keys()].filter((length) => {
        const bytes = whole.subarray(0, length);
        return !isTorn(bytes) || readLine(bytes) || readGluedLine(bytes);
      });
      expect(others).toEqual([]);
    }),
  );
});

it('takes no entry for torn in which one byte differs before its end', () => {
  const whole = format({ claim: { releases: [{}] } });
  for (let index = 0; index < whole.length - 1; index++) {
    for (let byte = 0; byte < 256; byte++) {
      const changed = Buffer.from(whole);
      changed[index] = byte;
      if (byte !== 10 && isTorn(changed)) expect([index, byte]).toBeUndefined();
    }
  }
});

it('takes no entry for torn in which two bytes differ', () => {
  const whole = format({ claim: { releases: [{}] } });
  for (let one = 6; one < whole.length; one++) {
    for (let two = one + 1; two < whole.length; two++) {
      const changed = Buffer.from(whole);
      for (const index of [one, two]) changed[index] = 0x7f;
      if (isTorn(changed)) expect([one, two]).toBeUndefined();
    }
  }
});
