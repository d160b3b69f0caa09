import { expect, it } from 'vitest';
import { addCounts, formatCounts } from './counts.ts';
import { readReport } from './tests.ts';

it('closes with one line that counts everything', () => {
  const total = addCounts([
    { passed: 2, failed: 0, skipped: 0 },
    { passed: 40, failed: 1, skipped: 0 },
  ]);
  expect(formatCounts(total)).toBe('42 passed, 1 failed');
  expect(formatCounts({ passed: 1, failed: 0, skipped: 3 })).toBe('1 passed, 0 failed, 3 skipped');
});

it('counts a suite that could not be loaded, or a run that broke, as a failure', () => {
  const report = {
    numPassedTests: 9,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    success: false,
  };
  expect(readReport(report, 1)).toEqual({ passed: 9, failed: 1, skipped: 0 });
  expect(readReport({ ...report, success: true }, 1).failed).toBe(1);
  expect(readReport({ ...report, success: true }, 0).failed).toBe(0);
  expect(readReport(undefined, 0).failed).toBe(1);
});
