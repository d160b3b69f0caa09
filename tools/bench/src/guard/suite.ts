import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringPnpm } from '@verstamp/testing/pnpm';
import { startRegistry } from '@verstamp/testing/registry';
import { median, medianRatio } from '../measure.ts';
import type { Chart } from '../chart.ts';
import type { RunOptions, Suite } from '../suite.ts';
import { formatTable } from '../table.ts';
import { measureCommand } from './cpu.ts';
import { listGuards } from './guards.ts';
import { ASK_BARE, DIGEST, prepareAsk, type Said } from './scripts.ts';
import type { GuardRow, Place, Subject } from './subject.ts';
import { packLarge } from './tarball.ts';
import {
  publish,
  publishWorkspace,
  writeWorkspace,
  type BenchWorkspace,
  type WorkspaceShape,
} from './workspace.ts';

/** The workspaces that are asked about, and those that are guarded: of small packages, and of ordinary ones. */
const SHAPES: readonly WorkspaceShape[] = [
  { scope: 'many', count: 500, files: 0 },
  { scope: 'ten', count: 10, files: 0 },
  { scope: 'small', count: 60, files: 10 },
  { scope: 'ordinary', count: 60, files: 50 },
];

/** What the guard costs. */
interface GuardResult {
  readonly rounds: number;
  readonly tarballBytes: number;
  readonly rows: readonly GuardRow[];
}

/** What the release guard costs. */
export const guardSuite: Suite<GuardResult> = { title: 'Guarding', run, render, charts };

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
    writeFileSync(join(folder, 'large.tgz'), large);
    const place = { registry: registry.url, folder, env };
    const subjects = [
      ...listQuestions(place, { many, ten }),
      ...guarded.flatMap((workspace) => listGuards(place, workspace)),
      digestOf(place),
    ];
    const taken = await takeRounds(subjects, { rounds, report });
    return {
      rounds,
      tarballBytes: large.length,
      rows: subjects.map((subject, index) => summarize(subject, { taken, index })),
    };
  } finally {
    for (const workspace of made) workspace.remove();
    rmSync(folder, { recursive: true });
    await registry.close();
  }
}

function listQuestions(
  { registry, folder, env }: Place,
  { many, ten }: { readonly many: BenchWorkspace; readonly ten: BenchWorkspace },
): readonly Subject[] {
  const start = async (code: string, { root, packages }: BenchWorkspace, first = root) => {
    const list = join(folder, 'list.json');
    writeFileSync(list, JSON.stringify(packages));
    const args = ['--input-type=module', '-e', code, first, list];
    const { stdout, cpuSeconds } = await measureCommand({ command: process.execPath, args, cwd: root, env });
    const said = JSON.parse(stdout) as Said;
    if (said.count !== packages.length) throw new Error(`Only ${said.count} packages were found.`);
    return { beyond: said.cpuSeconds, whole: cpuSeconds };
  };
  const ask = prepareAsk();
  return [
    {
      title: 'asking about 500 packages, a bare client',
      measure: async () => (await start(ASK_BARE, many, registry)).beyond,
    },
    {
      title: 'asking about 500 packages',
      aim: '0.25',
      isCompared: true,
      measure: async () => (await start(ask, many)).beyond,
    },
    {
      title: 'asking about 10 packages, with the start of Node',
      aim: '0.15',
      measure: async () => (await start(ask, ten)).whole,
    },
  ];
}

function digestOf({ folder, env }: Place): Subject {
  return {
    title: 'the digest of a tarball of 4 MB',
    aim: '0.08',
    measure: async () => {
      const args = ['--input-type=module', '-e', DIGEST, join(folder, 'large.tgz')];
      const { stdout } = await measureCommand({ command: process.execPath, args, cwd: folder, env });
      return (JSON.parse(stdout) as Said).cpuSeconds;
    },
  };
}

async function takeRounds(
  subjects: readonly Subject[],
  { rounds, report }: { readonly rounds: number; readonly report: RunOptions['report'] },
): Promise<readonly (readonly number[])[]> {
  const taken = subjects.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    report(`round ${round + 1} of ${rounds}`);
    // Beside each other in every round, so that a busy minute slows all of them.
    for (const [index, { measure }] of subjects.entries()) taken[index]?.push(await measure());
  }
  return taken;
}

function summarize(
  { title, aim, isCompared }: Subject,
  { taken, index }: { readonly taken: readonly (readonly number[])[]; readonly index: number },
): GuardRow {
  const ours = taken[index] ?? [];
  const before = taken[index - 1] ?? [];
  return {
    title,
    cpuSeconds: median(ours),
    ...(aim === undefined ? {} : { aim }),
    ...(isCompared ? { ratio: medianRatio(ours, before) } : {}),
  };
}

function render({ rounds, tarballBytes, rows }: GuardResult): string {
  const table = formatTable(
    ['', 'CPU seconds', 'in ratio to the line before', 'aim, at most'],
    rows.map(({ title, cpuSeconds, ratio, aim }) => [
      title,
      cpuSeconds.toFixed(3),
      ratio === undefined ? '' : `× ${ratio.toFixed(2)}`,
      aim ?? '',
    ]),
  );
  return (
    `User and system time with all that is started, medians of ${rounds} rounds; ratios are taken round by round. A real registry ` +
    'on the same machine answers in a process of its own. Nothing is kept from one round to the next, but for the lines that say so. The tarball has ' +
    `${(tarballBytes / 1e6).toFixed(1)} MB.\n\n${table}`
  );
}

function charts({ rows }: GuardResult): readonly Chart[] {
  const bars = rows.map(({ title, cpuSeconds }, index) => ({
    label: `${index + 1}. ${title.replaceAll('`', '')}`,
    value: cpuSeconds,
    isOurs: !title.includes('bare') && !title.includes('pnpm'),
  }));
  return [{ name: 'guard', title: 'What the guard costs', measure: 'CPU seconds', scale: 'linear', bars }];
}
