import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { listen } from './listen.ts';

/** Finds a port of this machine that nobody listens at, for a program that cannot find one itself. */
export async function findFreePort(): Promise<number> {
  const { port, close } = await listen(createServer());
  await close();
  return port;
}

/** Waits until somebody listens, as long as the process that is to do so lives, and for 20 seconds at most. */
export async function isListening(port: number, child: ChildProcess): Promise<boolean> {
  for (let turn = 0; turn < 400 && child.exitCode === null; turn++) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return true;
    await wait(50);
  }
  return false;
}
