import { readdirSync, readFileSync } from 'node:fs';

/** The CPU time, user and system, that this process and those it started have taken so far, in milliseconds. */
export function readCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + listChildren(process.pid).reduce((sum, id) => sum + readTreeMs(id), 0);
}

/** The CPU time, user and system, that the thread of this code has taken so far, in milliseconds. */
export function readThreadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Processes that still run, such as esbuild's; Node does not count them. Known on Linux only. */
function readTreeMs(id: number): number {
  const threads = attempt(() => readdirSync(`/proc/${id}/task`)) ?? [];
  const own = threads.map((thread) => {
    const text = attempt(() => readFileSync(`/proc/${id}/task/${thread}/schedstat`, 'latin1')) ?? '';
    return Number.parseInt(text, 10) / 1e6 || 0;
  });
  return [...own, ...listChildren(id).map(readTreeMs)].reduce((sum, ms) => sum + ms, 0);
}

function listChildren(id: number): readonly number[] {
  const threads = attempt(() => readdirSync(`/proc/${id}/task`)) ?? [];
  const lists = threads.map(
    (thread) => attempt(() => readFileSync(`/proc/${id}/task/${thread}/children`, 'latin1')) ?? '',
  );
  return lists.flatMap((list) => list.split(' ').map(Number).filter(Boolean));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
