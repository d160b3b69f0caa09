import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkOnReturn } from './returning.ts';
import type { Verifier } from './verifier.ts';

let page: EventTarget;
const check = vi.fn<Verifier['check']>(async () => 'unknown');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('document', { hidden: false });
  check.mockClear();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** How often was checked after an event that comes so much later. */
function countAfter(laterMs: number, event = 'focus'): number {
  vi.setSystemTime(Date.now() + laterMs);
  page.dispatchEvent(new Event(event));
  return check.mock.calls.length;
}

const start = () => checkOnReturn({ check } as unknown as Verifier);

it('checks once in a while, also when the clock is set back', () => {
  start();
  expect([0, 9999, 1, 5000, -86_400_000].map((later) => countAfter(later))).toEqual([1, 1, 2, 2, 3]);
});

it('checks whatever tells that somebody is back, while the page is shown', () => {
  start();
  const events = ['focus', 'online', 'pageshow', 'visibilitychange'];
  expect(events.map((event) => countAfter(10_000, event))).toEqual([1, 2, 3, 4]);
  vi.stubGlobal('document', { hidden: true });
  expect(countAfter(10_000)).toBe(4);
});

it('checks no more once it was ended', () => {
  start()();
  expect(countAfter(10_000)).toBe(0);
});
