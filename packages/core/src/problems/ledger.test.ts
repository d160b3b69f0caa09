import { expect, it } from 'vitest';
import { ledgerUnknown } from './ledger.ts';

it.each([
  ['origin', 'its address has no scheme'],
  ['mysql://u:secret@h/d', '"mysql:"'],
])('says of the ledger %s what is wrong with it, and nothing that may be secret', (address, shown) => {
  expect(ledgerUnknown({ address }).message).toMatch(`Not a ledger that can be opened: ${shown}. Expected`);
  expect(JSON.stringify(ledgerUnknown({ address }))).not.toContain('secret');
});
