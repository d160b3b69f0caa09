import { expect, it } from 'vitest';
import type { NotFoundTrust } from '../policy/not-found-trust.ts';
import { doubtAbsence } from './doubt-absence.ts';
import type { Identity } from './identity.ts';

const known: Identity = { kind: 'known' };
const nobody: Identity = { kind: 'nobody' };
const refused: Identity = { kind: 'refused', status: 401 };
const untold: Identity = { kind: 'untold', status: 404 };

it.each<[NotFoundTrust, Identity]>([
  ['always', refused],
  ['always', nobody],
  ['unless-rejected', nobody],
  ['unless-rejected', untold],
  ['unless-rejected', known],
  ['identified', known],
])('trusts "not found" %s, of a registry to which who asks is %o', (trust, identity) => {
  expect(doubtAbsence(trust, identity)).toBeUndefined();
});

it.each<[NotFoundTrust, Identity, RegExp]>([
  ['unless-rejected', refused, /status 401\).*renew the token\.$/],
  ['identified', refused, /status 401\).*renew the token\.$/],
  ['identified', nobody, /without credentials.*log in.*--new/],
  ['identified', untold, /status 404\).*say --new in this one run/],
])('doubts what is trusted %s, of a registry to which who asks is %o', (trust, identity, text) => {
  expect(doubtAbsence(trust, identity)).toMatch(text);
});
