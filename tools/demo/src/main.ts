import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, showBuilds } from './builds.ts';
import { showGuard } from './guard.ts';
import { createReport } from './report.ts';
import { showSeeds } from './seeds.ts';
import { showSkew } from './skew.ts';

const report = createReport();
const folder = await makeFolder();
const outputs = [join(folder, 'first'), join(folder, 'second')] as const;
try {
  await showBuilds(report, outputs);
  await showSkew(report, outputs[1]);
  await showSeeds(report);
  await showGuard(report);
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = report.close();
