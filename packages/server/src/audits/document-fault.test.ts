import { expect, it } from 'vitest';
import { describeFault } from './document-fault.ts';

const document = { name: 'shop', version: '2.1.0' };

it.each([
  [404, document, 'Expected status 200 and { name, version } as JSON at /version.json, got status 404.'],
  [
    200,
    undefined,
    'Expected status 200 and { name, version } as JSON at /version.json, got status 200 without a JSON object.',
  ],
  [
    200,
    [document],
    'Expected status 200 and { name, version } as JSON at /version.json, got status 200 without a JSON object.',
  ],
  [200, { version: '2.1.0' }, 'Expected the field name as in "shop", got none.'],
  [200, { ...document, version: 'v2.1.0' }, 'Expected the field version as in "2.1.0", got "v2.1.0".'],
  [200, { ...document, rule: 'same' }, 'Expected the field rule as in "xx------" or none, got "same".'],
  [200, { ...document, min: null }, 'Expected the field min as in "1.4.0" or none, got null.'],
  [
    200,
    { ...document, deprecated: ['2026-11-21'] },
    'Expected the field deprecated as in {"1":"2026-11-21"} or none, got an array.',
  ],
  [
    200,
    { ...document, until: { 1: '2027-01-31', 2: '2027-02-28T00:00:00' } },
    'Expected the field until as in {"1":"2027-01-31"} or none, got "2": "2027-02-28T00:00:00".',
  ],
])('says of status %i and %j: %s', (status, json, said) => {
  expect(describeFault({ status, json }, '/version.json')).toBe(said);
});
