import { wireApp } from '../app/write-app.ts';
import { hashFiles } from '../outputs/files.ts';
import { BUNDLERS, type Bundler } from './bundlers/index.ts';
import { CONTENDERS, type Contender } from './contenders.ts';
import { readCpuMs, readThreadMs } from './cpu.ts';
import { instrument, type Instrumented } from './instrument.ts';
import type { Job, JobResult } from './run.ts';

// A process of its own for each build: nothing is warm, and nothing is left over.
const job = JSON.parse(process.argv[2] ?? '') as Job;
const bundler: Bundler = BUNDLERS[job.bundler];
const contender: Contender = CONTENDERS[job.contender];
const setUp = { root: job.root, version: `1.4.3.${job.revision}` };

wireApp(job.root, { stamp: contender.module, hasWorker: bundler.hasWorker && contender.hasWorker !== false });
const importing = performance.now();
const given = (await contender.plugins[bundler.kind]?.(setUp)) ?? [];
const importMs = performance.now() - importing;
const measured: Instrumented = job.isMeasured
  ? instrument(bundler.kind, given)
  : { plugins: given as object[], read: () => ({ calls: 0, ms: 0, cpuMs: 0, hooks: {} }) };
const { plugins } = measured;
const { root, folder, output, pages } = job;
await bundler.build({ root, folder, output, pages, plugins, define: contender.define?.(setUp) ?? {} });
const cpuMs = readCpuMs();
const mainMs = readThreadMs();
const limit = job.isMeasured ? hashFiles(folder) : undefined;
const result: JobResult = { cpuMs, mainMs, importMs, own: measured.read(), limit };
process.send?.(result);
process.disconnect?.();
