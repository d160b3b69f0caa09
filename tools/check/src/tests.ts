import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Counts } from './counts.ts';

/** The part of Vitest's JSON report that is counted. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly success: boolean;
}

/** Runs all tests with Vitest and counts them. */
export function runTests(args: readonly string[]): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { status } = spawnSync('vitest', ['run', ...reporters, ...args], { stdio: 'inherit' });
    return readReport(readJson(file), status);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Counts a report. A run that failed without a failed test counts as one failure, and so does one without a report. */
export function readReport(report: Report | undefined, status: number | null): Counts {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const whole = report.success && status === 0;
  return {
    passed: report.numPassedTests,
    failed: whole ? report.numFailedTests : Math.max(report.numFailedTests, 1),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function readJson(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
