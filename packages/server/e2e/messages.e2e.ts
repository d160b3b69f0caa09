import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { defineFormat, messageProtocol } from '@verstamp/core';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { isFull } from '@verstamp/testing/size';
import { createGate, type LogEntry } from '../src/index.ts';
import { guardConnection } from '../src/ws.ts';
import { usedHeap } from './heap.ts';

const RATE = 10_000;
/** How long the messages over a WebSocket go on; in full size they come at their rate, else as fast as they can. */
const SECONDS = isFull ? 60 : 2;

/** What comes once in a hundred messages: another major, a newer minor, versions never seen before, and none. */
const WRONG: readonly ((number: number) => unknown)[] = [
  () => '1.4',
  () => '2.7',
  (number) => `9.${number}`,
  (number) => `junk ${number} ${'x'.repeat(1000)}`,
  () => null,
  (number) => ({ number }),
];

/** Returns the version that a message bears. */
function versionOf(number: number): unknown {
  if (number % 100 !== 50) return number % 2 ? '2.5' : '2.4';
  return WRONG[Math.floor(number / 100) % WRONG.length]?.(number);
}

/** A receiver whose clock goes on by a second in 10,000 messages. */
function createReceiver() {
  let received = 0;
  const entries: Pick<LogEntry, 'kind' | 'message' | 'omitted'>[] = [];
  const gate = createGate({
    name: 'scmp',
    version: '2.5',
    format: defineFormat('{major}.{minor}'),
    rule: messageProtocol,
    now: () => (received / RATE) * 1000,
    log: ({ kind, message, omitted }) => entries.push({ kind, message, omitted }),
  });
  return {
    gate,
    entries,
    take(version: unknown): 'allow' | 'discard' {
      received += 1;
      return gate.checkMessage(version);
    },
  };
}

/** Expects what a flood leaves in the log: twenty lines, then one a second, and the number of those left out. */
function expectLog(
  entries: readonly Pick<LogEntry, 'kind' | 'message' | 'omitted'>[],
  seconds: number,
): void {
  expect(entries.length).toBeGreaterThanOrEqual(20 + seconds - 2);
  expect(entries.length).toBeLessThanOrEqual(20 + seconds);
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['discard']));
  const wrong = (seconds * RATE) / 100;
  const told = entries.reduce((total, { omitted }) => total + omitted, entries.length);
  // Those of the last second are told with the next line.
  expect(told).toBeGreaterThan(wrong - 2 * (RATE / 100));
  expect(told).toBeLessThanOrEqual(wrong);
  for (const { message } of entries) expect(message.length).toBeLessThan(400);
}

it('takes 10,000 messages a second for a minute, and drops exactly the wrong ones', () => {
  const receiver = createReceiver();
  let before = 0;
  let discarded = 0;
  for (let number = 0; number < 60 * RATE; number++) {
    // The first seconds fill what is bounded.
    if (number === 5 * RATE) before = usedHeap();
    const isWrong = number % 100 === 50;
    const answer = receiver.take(versionOf(number));
    if (answer === 'discard') discarded += 1;
    if ((answer === 'discard') !== isWrong) expect.fail(`message ${number} got ${answer}`);
  }
  // A third of it is the log that this test keeps; to keep the 1,000 characters of each wrong message would take six.
  expect(usedHeap() - before).toBeLessThan(1024 * 1024);
  expect(discarded).toBe(6000);
  expectLog(receiver.entries, 60);
  expect(receiver.gate.census()).toMatchObject({
    total: 600_000,
    unreadable: { missing: 2000, malformed: 1000 },
  });
});

it(`answers no wrong message in ${SECONDS} s over a WebSocket, while others are refused with 4423`, async () => {
  const receiver = createReceiver();
  const door = createGate({ name: 'shop', version: '2.1.0', log: false });
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const guarded = guardConnection(door, (socket: WebSocket) => {
    socket.on('message', (data: Buffer) => {
      const { version, number } = JSON.parse(data.toString()) as { version: unknown; number: number };
      if (receiver.take(version) === 'allow') socket.send(String(number));
    });
  });
  server.on('connection', guarded);
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/?api-version=`;
  const socket = new WebSocket(`${url}2.0.0`);
  await once(socket, 'open');
  let before = 0;
  let answers = 0;
  const codes = new Map<number, number>();
  const began = performance.now();
  for (let start = 0; start < SECONDS * RATE; start += 1000) {
    const due = began + (start / RATE) * 1000;
    if (isFull && performance.now() < due) await delay(due - performance.now());
    // By then what is bounded is filled, and what runs hot is compiled.
    if (start === (SECONDS * RATE) / 4) before = usedHeap();
    const expected = Array.from({ length: 1000 }, (_, index) => start + index).filter(
      (number) => number % 100 !== 50,
    );
    const heard = collect(socket, expected.length);
    const refused = closeCode(`${url}1.4.3`);
    for (let number = start; number < start + 1000; number++) {
      socket.send(JSON.stringify({ version: versionOf(number), number }));
    }
    // Answers keep their order: each of those that came was due, and none came that was not.
    expect(await heard).toEqual(expected.map(String));
    answers += expected.length;
    const code = await refused;
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  const took = (performance.now() - began) / 1000;
  const stray: unknown[] = [];
  socket.on('message', (data: unknown) => stray.push(data));
  socket.close();
  await once(socket, 'close');
  await new Promise((resolve) => server.close(resolve));
  expect(stray).toEqual([]);
  expect(usedHeap() - before).toBeLessThan(1024 * 1024);
  expect(answers).toBe(SECONDS * RATE * 0.99);
  expect(codes).toEqual(new Map([[4423, SECONDS * 10]]));
  expectLog(receiver.entries, SECONDS);
  // The rate was kept, answers and all, as far as a machine that others use allows.
  if (isFull) expect((SECONDS * RATE) / took).toBeGreaterThan(RATE * 0.8);
}, 120_000);

/** Collects as many messages as are due. */
function collect(socket: WebSocket, count: number): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const heard: string[] = [];
    const listener = (data: Buffer) => {
      if (heard.push(data.toString()) < count) return;
      socket.off('message', listener);
      resolve(heard);
    };
    socket.on('message', listener);
  });
}

async function closeCode(url: string): Promise<number> {
  const [code] = (await once(new WebSocket(url), 'close')) as [number];
  return code;
}
