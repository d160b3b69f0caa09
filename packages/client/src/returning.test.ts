import { afterEach, expect, it, vi } from 'vitest';
import { checkOnReturn } from './returning.ts';
import type { Verifier } from './verifier.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('checks once in a while, also when the clock is set back', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('document', { hidden: false });
  const check = vi.fn<Verifier['check']>(async () => 'unknown');
  checkOnReturn({ check } as unknown as Verifier);
  const checked = [0, 5000, 10_000, -86_400_000].map((later) => {
    vi.setSystemTime(Date.now() + later);
    page.dispatchEvent(new Event('focus'));
    return check.mock.calls.length;
  });
  expect(checked).toEqual([1, 1, 2, 3]);
});
