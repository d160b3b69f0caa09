import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { listPages } from './app/app.ts';
import type { Output } from './builds/bundlers/index.ts';
import { runJob } from './builds/run.ts';
import { traceLiterals } from './outputs/maps.ts';
import type { Place, Plan, Subject, TracingRow } from './result.ts';
import { listSubjects } from './subjects.ts';

const OUTPUTS: readonly Output[] = ['site', 'server', 'file'];

/** Builds in every way in which a stamp is carried, and looks where the source maps lead. */
export async function measureTracing(plan: Plan, place: Place): Promise<readonly TracingRow[]> {
  const rows: TracingRow[] = [];
  const root = place.makeApp(plan.traced);
  const pages = listPages(plan.traced);
  for (const subject of listSubjects(plan.bundlers, { hasPeers: true })) {
    for (const output of OUTPUTS.filter((candidate) => isTraced(subject, candidate))) {
      place.report(`source maps: ${subject.bundler}, ${subject.contender}, ${output}`);
      const folder = join(place.folder, 'traced');
      await runJob({ ...subject, root, folder, output, pages, revision: 417, isMeasured: false });
      rows.push({ ...subject, output, ...traceLiterals(folder) });
      rmSync(folder, { recursive: true });
    }
  }
  return rows;
}

/** The peers are for sites. */
function isTraced({ contender }: Subject, output: Output): boolean {
  if (contender === 'define' || contender === 'verstamp without digests') return false;
  return output === 'site' || contender === 'plain' || contender === 'verstamp';
}
