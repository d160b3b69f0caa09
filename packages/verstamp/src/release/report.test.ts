import { decide, type Candidate, type Fact, type ReleaseReport } from '@verstamp/release';
import { expect, it } from 'vitest';
import { formatRelease } from './report.ts';

const other: Fact = {
  kind: 'published',
  comparison: {
    kind: 'different',
    published: 'sha256-a',
    local: 'sha256-b',
    files: [{ path: 'New tag: evil@9.9.9', published: 'a', local: 'b' }],
  },
};

const show = (facts: readonly Fact[]): string => {
  const subject = {
    version: '1.0.0',
    file: 'package.json',
    planned: false,
    covered: false,
    dependencies: [],
  };
  const candidates = facts.map((fact, index): Candidate => ({ ...subject, name: `p${index}`, fact }));
  const packages = decide(candidates, { lenient: true });
  const guard = { conclusion: 'allow', plan: 'changesets', packages, limits: [] } as const;
  const report: ReleaseReport = { conclusion: 'allow', guard, released: [], problems: [], tags: [] };
  return formatRelease(report, (_, text) => text);
};

it('says what the guard warns of, and nothing of what is as it should be', () => {
  const text = show([{ ...other, sources: 'changed' }, { kind: 'free' }, { ...other, sources: 'same' }]);
  expect(text).toMatch(
    /^unreleased {2}p0@1\.0\.0.*\ndrifted {5}p2@1\.0\.0.*\nWhat differs is told by .*\n\nEverything that is planned is out\.$/,
  );
  expect(text).not.toContain('New tag');
  expect(show([{ kind: 'free' }])).toBe('Everything that is planned is out.');
});
