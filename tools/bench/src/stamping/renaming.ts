import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listPages, type AppShape } from './app/app.ts';
import { runJob } from './builds/run.ts';
import { compareOutputs } from './redeploy/difference.ts';
import { startVisitor, type Visitor } from './redeploy/visitor.ts';
import type { Place, Plan, RenamingRow, Subject } from './result.ts';
import { listSubjects } from './subjects.ts';

/** The rows, and which browser came back. */
export interface Renaming {
  readonly rows: readonly RenamingRow[];
  readonly chromium: string;
}

/** Builds every app twice with nothing but another stamp, and lets a visitor come back. */
export async function measureRenaming(plan: Plan, place: Place): Promise<Renaming> {
  const rows: RenamingRow[] = [];
  const visitor = await startVisitor();
  try {
    for (const app of plan.apps) {
      const root = place.makeApp(app);
      for (const subject of listSubjects(plan.bundlers, { hasPeers: app === plan.peersOn })) {
        place.report(
          `renaming: ${app.modules} modules, ${app.pages} pages, ${subject.bundler}, ${subject.contender}`,
        );
        rows.push(await compareBuilds({ subject, app, root, visitor, folder: place.folder }));
      }
    }
  } finally {
    await visitor.close();
  }
  return { rows, chromium: visitor.version };
}

interface Comparison {
  readonly subject: Subject;
  readonly app: AppShape;
  readonly root: string;
  readonly visitor: Visitor;
  readonly folder: string;
}

async function compareBuilds({ subject, app, root, visitor, folder }: Comparison): Promise<RenamingRow> {
  const [before, after] = [join(folder, 'before'), join(folder, 'after')];
  const job = { ...subject, root, output: 'site' as const, pages: listPages(app), isMeasured: false };
  // One more digit: nothing may move by it.
  await runJob({ ...job, folder: before, revision: 999 });
  await runJob({ ...job, folder: after, revision: 1000 });
  const difference = compareOutputs(before, after);
  const visit = await visitor.visit(before, after);
  const pageBytes = statSync(join(after, 'index.html')).size;
  for (const path of [before, after]) rmSync(path, { recursive: true });
  return { ...subject, app, ...difference, pageBytes, visit };
}
