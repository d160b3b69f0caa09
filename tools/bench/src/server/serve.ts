import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Profiler } from 'node:inspector';
import type { AddressInfo } from 'node:net';
import { createListener } from './listener.ts';
import { shareIn, startProfile } from './profile.ts';
import type { Framework, Variant } from './subjects.ts';

/** What is asked of a process of servers: its CPU time, to begin taking samples, or the gate's share of them. */
export type Question = 'usage' | 'profile' | 'share';

/** Where the gate's files lie, and those of what it is built on. */
const PACKAGES = new URL('../../../../packages/', import.meta.url).href;

// Serves some variants, each at a port of its own, and says what CPU time the process took whenever it is asked.
const [framework, ...variants] = process.argv.slice(2) as [Framework, ...Variant[]];
const ports: number[] = [];
for (const variant of variants) {
  const server = createServer(await createListener(framework, variant));
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ports.push((server.address() as AddressInfo).port);
}
process.send?.(ports);
process.on('message', (question: Question) => {
  void answerQuestion(question).then((value) => process.send?.(value));
});
process.on('disconnect', () => process.exit());

let stopProfile: (() => Promise<Profiler.Profile>) | undefined;

/** Gives microseconds of CPU time so far, or the gate's share of it since samples are taken. */
async function answerQuestion(question: Question): Promise<number> {
  if (question === 'profile') stopProfile = await startProfile();
  if (question === 'share') return stopProfile ? shareIn(await stopProfile(), PACKAGES) : Number.NaN;
  const { user, system } = process.cpuUsage();
  return user + system;
}
