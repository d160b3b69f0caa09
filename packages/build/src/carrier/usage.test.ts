import { expect, it } from 'vitest';
import { complain, type OutputCarrier, type Usage } from './usage.ts';

const read: Usage = { imported: new Set(['accessor']), isCarried: false };
const missing: OutputCarrier = { setting: 'auto', carrier: 'page' };

it('says that nothing carries the stamp which code asks for', () => {
  expect(complain(read, missing)).toContain('stampTag()');
});

it.each<readonly [string, Usage, OutputCarrier]>([
  ['a page or an entry does', { ...read, isCarried: true }, missing],
  ['nothing asks for it', { ...read, imported: new Set(['static', 'worker']) }, missing],
  ['the code does', read, { ...missing, carrier: 'inline' }],
  ['pages are said to', read, { ...missing, setting: 'page' }],
])('is silent if %s', (_, usage, output) => {
  expect(complain(usage, output)).toBeUndefined();
});
