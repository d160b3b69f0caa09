import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringPnpm } from '@verstamp/testing/pnpm';
import { startRegistry } from '@verstamp/testing/registry';
import type { RunOptions, Suite } from '../suite.ts';
import { digestOf } from './digest.ts';
import { listGuards } from './guards.ts';
import { publish, publishWorkspace } from './publish.ts';
import { listQuestions } from './questions.ts';
import { chartGuard, renderGuard } from './render.ts';
import type { GuardResult } from './result.ts';
import { measureRounds } from './rounds.ts';
import { packLarge } from './tarball.ts';
import { writeWorkspace, type BenchWorkspace, type WorkspaceShape } from './workspace.ts';

/** The workspaces that are asked about, and those that are guarded: of small packages, and of ordinary ones. */
const SHAPES: readonly WorkspaceShape[] = [
  { scope: 'many', count: 500, files: 0 },
  { scope: 'ten', count: 10, files: 0 },
  { scope: 'small', count: 60, files: 10 },
  { scope: 'ordinary', count: 60, files: 50 },
];

/** What the release guard costs. */
export const guardSuite: Suite<GuardResult> = {
  title: 'Guarding',
  run,
  render: renderGuard,
  charts: chartGuard,
};

async function run({ isQuick, report }: RunOptions): Promise<GuardResult> {
  const rounds = isQuick ? 3 : 15;
  const registry = await startRegistry();
  const env = { ...(await bringPnpm()), VERSTAMP_CACHE: 'off' };
  const folder = mkdtempSync(join(tmpdir(), 'verstamp-bench-guard-'));
  const made = SHAPES.map((shape) => writeWorkspace(registry.url, shape));
  try {
    const [many, ten, ...guarded] = made as [BenchWorkspace, BenchWorkspace, ...BenchWorkspace[]];
    report('publishing');
    const large = packLarge();
    for (const { packages } of [many, ten]) {
      for (const manifest of packages) await publish(registry.url, manifest, large.subarray(0, 1000));
    }
    for (const workspace of guarded) await publishWorkspace(registry.url, workspace, env);
    const place = { registry: registry.url, folder, env };
    const subjects = [
      ...listQuestions(place, { many, ten }),
      ...guarded.flatMap((workspace) => listGuards(place, workspace)),
      digestOf(place, large),
    ];
    const rows = await measureRounds(subjects, { rounds, report });
    return { rounds, tarballBytes: large.length, rows };
  } finally {
    for (const workspace of made) workspace.remove();
    rmSync(folder, { recursive: true });
    await registry.close();
  }
}
