import { expect, it } from 'vitest';
import { isEndDate, readInstant } from './instant.ts';

it.each([
  ['2027-01-31', '2027-01-31T00:00:00.000Z'],
  ['2027-01-31T12:30Z', '2027-01-31T12:30:00.000Z'],
  ['2027-01-31T12:30:15+01:00', '2027-01-31T11:30:15.000Z'],
  ['2027-01-31T12:30:15.5-00:30', '2027-01-31T13:00:15.500Z'],
  ['2027-01-31T12:30:15.123456789Z', '2027-01-31T12:30:15.123Z'],
  ['2027-01-31T12:30:15.123456789+01:00', '2027-01-31T11:30:15.123Z'],
])('%s is %s', (text, instant) => {
  expect(new Date(readInstant(text) ?? Number.NaN).toISOString()).toBe(instant);
  expect(isEndDate(text)).toBe(true);
});

it.each([
  ['soon'],
  ['2027-02-30'],
  ['2027-13-01'],
  ['2027-01-31T12:30'],
  ['2027-01-31T24:30Z'],
  ['2027-01-31T12:30:15.1234567890Z'],
  ['2027-01-31 '],
  [' 2027-01-31'],
  ['2027-01-31Z'],
  [['2027-01-31']],
  [1_801_353_600_000],
])('%j is no instant', (value) => {
  expect(readInstant(value)).toBeUndefined();
});

it.each([
  ['soon'],
  ['2027-01-31, or later'],
  ['by 2027-01-31'],
  ['2027-01'],
  [`2027-${'1'.repeat(31)}`],
  [undefined],
])('%j does not even look like an end date', (value) => {
  expect(isEndDate(value)).toBe(false);
});
