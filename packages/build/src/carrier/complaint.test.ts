import { expect, it } from 'vitest';
import { complain } from './complaint.ts';

const MISSING = { setting: 'auto', carrier: 'page', isRead: true, isCarried: false } as const;

it('says that nothing carries the stamp which code asks for', () => {
  expect(complain(MISSING)).toContain('stampTag()');
});

it.each([
  ['a page or an entry does', { isCarried: true }],
  ['nothing asks for it', { isRead: false }],
  ['the code does', { carrier: 'inline' }],
  ['pages are said to', { setting: 'page' }],
] as const)('is silent if %s', (_, known) => {
  expect(complain({ ...MISSING, ...known })).toBeUndefined();
});
