import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunOptions, Suite } from '../suite.ts';
import type { AppShape } from './app/app.ts';
import { writeApp } from './app/write-app.ts';
import { installPlugins } from './builds/install.ts';
import { chartStamping } from './charts.ts';
import { measureOverhead } from './overhead.ts';
import { measureOwnTimes } from './own-times.ts';
import { measureReading } from './reading.ts';
import { measureRenaming } from './renaming.ts';
import { renderStamping } from './render.ts';
import type { Plan, StampingResult } from './result.ts';
import { measureSize } from './size.ts';
import { bundlerNames } from './subjects.ts';
import { measureTracing } from './tracing.ts';
import { readVersions } from './versions.ts';

const LARGE: AppShape = { modules: 5000, lazy: 300, pages: 3 };
const MIDDLE: AppShape = { modules: 1000, lazy: 60, pages: 3 };
const SMALL: AppShape = { modules: 100, lazy: 24, pages: 3 };

/** What is measured in full, and what is enough to see that it works. */
const PLANS: Readonly<Record<'full' | 'quick', Plan>> = {
  full: {
    bundlers: bundlerNames,
    apps: [MIDDLE, { ...MIDDLE, pages: 1 }, LARGE, { ...LARGE, pages: 1 }],
    peersOn: MIDDLE,
    timed: LARGE,
    traced: MIDDLE,
    rounds: { own: 3, ownAtHome: 11, overhead: { 'vite 8': 31, 'vite 7': 7, esbuild: 31 }, reading: 21 },
  },
  quick: {
    bundlers: ['vite 8', 'esbuild'],
    apps: [SMALL],
    peersOn: SMALL,
    timed: SMALL,
    traced: SMALL,
    rounds: { own: 1, ownAtHome: 1, overhead: { 'vite 8': 1, esbuild: 1 }, reading: 3 },
  },
};

/** What a stamp costs the build, and those who come back. */
export const stampingSuite: Suite<StampingResult> = {
  title: 'Stamping',
  run,
  render: renderStamping,
  charts: chartStamping,
};

async function run({ isQuick, report }: RunOptions): Promise<StampingResult> {
  const plan = PLANS[isQuick ? 'quick' : 'full'];
  const folder = mkdtempSync(join(tmpdir(), 'verstamp-bench-'));
  try {
    installPlugins(folder);
    const place = { folder, report, makeApp: (shape: AppShape) => makeApp(folder, shape) };
    const { rows: renaming, chromium } = await measureRenaming(plan, place);
    const tracing = await measureTracing(plan, place);
    const own = await measureOwnTimes(plan, place);
    const overhead = await measureOverhead(plan, place);
    const reading = measureReading(own.outputFolder, plan.rounds.reading);
    const { timed, traced } = plan;
    const measured = { renaming, tracing, own: own.rows, overhead, reading, size: measureSize() };
    return { versions: { ...readVersions(), chromium }, load: loadavg()[2] ?? 0, timed, traced, ...measured };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeApp(folder: string, shape: AppShape): string {
  const root = join(folder, `app-${shape.modules}-${shape.lazy}-${shape.pages}`);
  writeApp(root, shape);
  return root;
}
