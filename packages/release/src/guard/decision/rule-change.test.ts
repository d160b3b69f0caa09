import { expect, it } from 'vitest';
import { registryUnreachable } from '@verstamp/core/problems';
import { ruleChange, type BranchChange } from './rule-change.ts';

const pkg = { name: 'a', version: '1.0.0', folder: '/w/a', manifest: {}, dependencies: [] };
const problem = registryUnreachable({ url: 'https://r.example/a', status: 500, reason: 'it is sick.' });
const change: BranchChange = {
  pkg,
  changed: ['a/index.js'],
  standing: 'released',
  since: 'c0',
  covered: false,
};
const present = { kind: 'present', tarball: 'https://r.example/a.tgz', integrity: 'sha512-x' } as const;

it.each<[Partial<BranchChange>, string, object | undefined]>([
  [{}, 'unreleased', { name: 'a', version: '1.0.0', since: 'c0', changed: ['a/index.js'] }],
  [{ covered: true }, 'pending', undefined],
  [{ standing: 'raised' }, 'new', undefined],
  [{ standing: 'open', answer: present }, 'unreleased', { since: 'c0' }],
  [{ standing: 'open', answer: { kind: 'absent', tags: new Map() } }, 'new', undefined],
  [{ standing: 'open', answer: { kind: 'removed' } }, 'burnt', { name: 'a', version: '1.0.0' }],
  [{ standing: 'open', answer: { kind: 'unreachable', problem } }, 'unreachable', problem.details],
])('rules over a package that a branch changes, with %j: %s', (fields, verdict, details) => {
  const ruling = ruleChange({ ...change, ...fields });
  expect(ruling.verdict).toBe(verdict);
  if (details) expect(ruling.problem?.details).toMatchObject(details);
  else expect(ruling.problem).toBeUndefined();
});
