import { join } from 'node:path';
import { median } from '../measure.ts';
import { listPages } from './app/app.ts';
import type { BundlerName } from './builds/bundlers/index.ts';
import type { ContenderName } from './builds/contenders.ts';
import { runJob, type JobResult } from './builds/run.ts';
import type { OwnRow, Place, Plan, Subject } from './result.ts';
import { listSubjects } from './subjects.ts';

const WITHOUT: ReadonlySet<ContenderName> = new Set(['plain', 'define']);

/** The rows, and a folder that verstamp has stamped. */
export interface OwnTimes {
  readonly rows: readonly OwnRow[];
  readonly outputFolder: string;
}

/** Measures what plugins take by themselves in a large build. */
export async function measureOwnTimes(plan: Plan, place: Place): Promise<OwnTimes> {
  const rows: OwnRow[] = [];
  const root = place.makeApp(plan.timed);
  let outputFolder = '';
  for (const subject of listTimed(plan)) {
    place.report(`own time: ${subject.bundler}, ${subject.contender}`);
    const results: JobResult[] = [];
    const job = { ...subject, root, output: 'site' as const, pages: listPages(plan.timed), isMeasured: true };
    const isOurs = subject.contender.startsWith('verstamp');
    const rounds = isOurs && subject.bundler === HOME ? plan.rounds.ownAtHome : plan.rounds.own;
    for (let round = 0; round < rounds; round++) {
      // None is removed before all is measured: file systems are slow to use again what was removed just now.
      const folder = join(
        place.folder,
        'own',
        `${subject.bundler} ${subject.contender.replace('/', '-')}`,
        `${round}`,
      );
      results.push(await runJob({ ...job, folder, revision: 417 + round }));
      if (subject.bundler === HOME && subject.contender === 'verstamp') outputFolder = folder;
    }
    rows.push({ ...subject, ...summarise(results) });
  }
  return { rows, outputFolder };
}

const HOME: BundlerName = 'vite 8';

function listTimed({ bundlers }: Plan): readonly Subject[] {
  const others = bundlers
    .filter((bundler) => bundler !== 'vite 8')
    .map((bundler): Subject => ({ bundler, contender: 'verstamp without digests' }));
  return [...listSubjects(bundlers, { hasPeers: true }), ...others].filter(
    ({ contender }) => !WITHOUT.has(contender),
  );
}

function summarise(results: readonly JobResult[]): Omit<OwnRow, keyof Subject> {
  const of = (read: (result: JobResult) => number | undefined): number =>
    median(results.map((result) => read(result) ?? 0));
  return {
    rounds: results.length,
    leastMs: Math.min(...results.map(({ own }) => own.ms)),
    ms: of(({ own }) => own.ms),
    cpuMs: of(({ own }) => own.cpuMs),
    calls: of(({ own }) => own.calls),
    importMs: of(({ importMs }) => importMs),
    hashMs: of(({ limit }) => limit?.hashMs),
    plainMs: of(({ limit }) => limit?.readMs),
    hooks: results.at(-1)?.own.hooks ?? {},
  };
}
