import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Profiler } from 'node:inspector';
import type { AddressInfo } from 'node:net';
import { createListener } from './listener.ts';
import { shareIn, startProfile } from './profile.ts';
import type { Framework, Variant } from './subjects.ts';

/**
 * What is asked of a server: to serve by the variant of that place from now on, to begin taking samples, for the gate's
 * share of them, or for the CPU time only.
 */
export type Question = number | 'profile' | 'share' | 'usage';

/** Where the gate's files lie, and those of what it is built on. */
const PACKAGES = new URL('../../../../packages/', import.meta.url).href;

// Serves one variant after the other, at the same port, and says what CPU time the process took whenever it is asked.
const [framework, ...variants] = process.argv.slice(2) as [Framework, ...Variant[]];
const listeners = await Promise.all(variants.map((variant) => createListener(framework, variant)));
const server = createServer();
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.on('message', (question: Question) => {
  void answerQuestion(question).then((value) => process.send?.(value));
});
process.on('disconnect', () => process.exit());

let stopProfile: (() => Promise<Profiler.Profile>) | undefined;

/** Gives microseconds of CPU time so far, or the gate's share of it since samples are taken. */
async function answerQuestion(question: Question): Promise<number> {
  if (typeof question === 'number') serveBy(question);
  if (question === 'profile') stopProfile = await startProfile();
  if (question === 'share') return stopProfile ? shareIn(await stopProfile(), PACKAGES) : Number.NaN;
  const { user, system } = process.cpuUsage();
  return user + system;
}

function serveBy(index: number): void {
  const listener = listeners[index];
  if (!listener) throw new Error(`There is no variant ${index} of ${framework}.`);
  server.removeAllListeners('request').on('request', listener);
}
