import { expect, it } from 'vitest';
import { doubtAbsence, type Belief } from './hidden.ts';
import type { Identity } from './identity.ts';

const known: Identity = { kind: 'known' };
const nobody: Identity = { kind: 'nobody' };
const refused: Identity = { kind: 'refused', status: 401 };
const untold: Identity = { kind: 'untold', status: 404 };

it.each<[Belief, Identity]>([
  ['nothing', refused],
  ['nothing', nobody],
  ['unrefused', nobody],
  ['unrefused', untold],
  ['unrefused', known],
  ['name', known],
])('believes "not found" where it takes %s, of a registry to which who asks is %o', (belief, identity) => {
  expect(doubtAbsence(belief, identity)).toBeUndefined();
});

it.each<[Belief, Identity, RegExp]>([
  ['unrefused', refused, /status 401\).*renew the token\.$/],
  ['name', refused, /status 401\).*renew the token\.$/],
  ['name', nobody, /without credentials.*log in.*--new/],
  ['name', untold, /status 404\).*say --new in this one run/],
])('doubts it where it takes %s, of a registry to which who asks is %o', (belief, identity, text) => {
  expect(doubtAbsence(belief, identity)).toMatch(text);
});
