import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Hashing } from '../outputs/files.ts';
import type { BundlerName, Output } from './bundlers/index.ts';
import type { ContenderName } from './contenders.ts';
import type { OwnTime } from './own-time.ts';

/** One build in a process of its own. */
export interface Job {
  readonly bundler: BundlerName;
  readonly contender: ContenderName;
  readonly root: string;
  readonly folder: string;
  readonly output: Output;
  readonly pages: readonly string[];
  readonly revision: number;
  /** Whether the plugin's hooks are wrapped. */
  readonly isMeasured: boolean;
  /** Whether V8 compiles and collects on the main thread alone, so that all that a plugin causes is on it. */
  readonly isSingle?: boolean;
}

/** What a build took. */
export interface JobResult {
  /** User and system, of the whole process and those it started. */
  readonly cpuMs: number;
  /** Of the thread that runs plugins, which is a part of it. */
  readonly mainMs: number;
  readonly importMs: number;
  readonly own: OwnTime;
  readonly limit: Hashing | undefined;
}

const SCRIPT = fileURLToPath(new URL('job.ts', import.meta.url));

/** Runs a build; its output is left in the job's folder. */
export async function runJob(job: Job): Promise<JobResult> {
  const env = { ...process.env, VERSTAMP_REVISION: String(job.revision), NODE_ENV: 'production' };
  const child = fork(SCRIPT, [JSON.stringify(job)], {
    cwd: job.root,
    env,
    execArgv: job.isSingle ? ['--single-threaded'] : [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  child.stdout?.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  let result: JobResult | undefined;
  child.on('message', (message) => (result = message as JobResult));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status === 0 && result) return result;
  throw new Error(`${job.contender} with ${job.bundler}: the build ended with ${status}.\n${said}`);
}
