import { exactBuild, sameMajor } from '@verstamp/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reloadOnUpdate, type ReloadOptions } from './reload.ts';
import { createVerifier, type Verifier } from './verifier.ts';

interface Watched {
  readonly verifier: Verifier;
  readonly target: EventTarget;
  readonly reloads: () => number;
  /** Lets the server answer this often, a minute apart. */
  readonly answer: (version: string, times?: number) => void;
  readonly stop: () => void;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.stubGlobal('sessionStorage', {});
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Opens a page of its own; what was stored outlives it. */
function openPage(): EventTarget {
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
  return page;
}

function watch({ rule = exactBuild, ...options }: ReloadOptions & { rule?: string } = {}): Watched {
  let reloads = 0;
  const target = openPage();
  const verifier = createVerifier({
    name: 'shop',
    version: '1.0.0.1',
    rule,
    fetch: answerNewer,
    documentUrl: '/',
    log() {},
  });
  const stop = reloadOnUpdate(verifier, { reload: () => reloads++, ...options });
  const answer = (version: string, times = 1): void => {
    for (let time = 0; time < times; time++) {
      vi.setSystemTime(Date.now() + 60_000);
      verifier.see({ name: 'shop', version });
    }
  };
  return { verifier, target, reloads: () => reloads, answer, stop };
}

/** Waits for the check that is under way, and for what waits for it. */
async function settle(verifier: Verifier): Promise<void> {
  await verifier.check();
  await Promise.resolve();
}

async function answerNewer(): Promise<Response> {
  return Response.json({ name: 'shop', version: '2.0.0.9' });
}

async function answerSame(): Promise<Response> {
  return Response.json({ name: 'shop', version: '1.0.0.1' });
}

function fail(): never {
  throw new Error('SecurityError');
}

describe('reloadOnUpdate', () => {
  it('waits for five newer answers running', () => {
    const { answer, reloads } = watch();
    answer('1.0.0.2', 4);
    answer('1.0.0.1');
    answer('1.0.0.2', 4);
    expect(reloads()).toBe(0);
    answer('1.0.0.3');
    expect(reloads()).toBe(1);
  });

  it('doubles what it waits for each time that a reload brings the same build back', () => {
    const waited = [5, 10, 20, 40].map((answers) => {
      const { answer, reloads } = watch();
      answer('1.0.0.2', answers - 1);
      expect(reloads()).toBe(0);
      answer('1.0.0.2');
      return reloads();
    });
    expect(waited).toEqual([1, 1, 1, 1]);
  });

  it.each([
    ['another build', { 'verstamp:shop 0.9.0.1': '7' }],
    ['somebody else', { 'verstamp:shop 1.0.0.1': 'x' }],
  ])('counts nothing that %s has stored', (_, stored) => {
    vi.stubGlobal('sessionStorage', stored);
    const { answer, reloads } = watch();
    answer('1.0.0.2', 5);
    expect(reloads()).toBe(1);
  });

  describe.each([
    ['throws', { get: fail, set: fail }],
    ['is full', { get: () => undefined, set: fail }],
    ['is not there', undefined],
  ])('where storage %s', (_, traps) => {
    beforeEach(() => {
      vi.stubGlobal('sessionStorage', traps && new Proxy({}, traps));
    });

    it('counts for as long as the page lives', () => {
      const { answer, reloads } = watch();
      answer('1.0.0.2', 14);
      expect(reloads()).toBe(1);
      answer('1.0.0.2');
      expect(reloads()).toBe(2);
    });

    it('lets a page that was reloaded wait long, but not for good, and not reload for a chunk that is still gone', async () => {
      vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ type: 'reload' } as never]);
      const { answer, reloads, target, verifier } = watch();
      target.dispatchEvent(new Event('vite:preloadError'));
      await settle(verifier);
      answer('1.0.0.2', 78);
      expect(reloads()).toBe(0);
      answer('1.0.0.2');
      expect(reloads()).toBe(1);
    });
  });

  it.each([
    ['one refusal', { type: 'urn:verstamp:ClientApiVersionMismatch', server: '2.0.0', move: 'client' }, 0],
    ['a close before each of them', { code: 4423, reason: 'too old' }, 60_000],
  ])('counts the documents of a server that refuses, after %s', (_, refused, everyMs) => {
    const { answer, reloads, verifier } = watch();
    verifier.see(refused);
    for (let time = 0; time < 5; time++) {
      if (everyMs) verifier.see(refused);
      answer('2.0.0');
    }
    expect(reloads()).toBe(1);
  });

  it('counts answers in a burst as one', () => {
    const { answer, reloads } = watch({ spacingMs: 10 * 60_000 });
    answer('1.0.0.2', 40);
    expect(reloads()).toBe(0);
    answer('1.0.0.2');
    expect(reloads()).toBe(1);
  });

  it('goes on counting when the clock is set back', () => {
    const { answer, reloads } = watch();
    answer('1.0.0.2');
    vi.setSystemTime(Date.now() - 24 * 60 * 60_000);
    answer('1.0.0.2', 4);
    expect(reloads()).toBe(1);
  });

  it.each([
    ['the rule allows the change', '1.9.0.2'],
    ['the server is older', '0.9.0.1'],
    ['the same build answers', '1.0.0.1'],
    ['nothing can be read', 'v2'],
  ])('stays where %s', (_, version) => {
    const { answer, reloads } = watch({ rule: sameMajor });
    answer(version, 100);
    expect(reloads()).toBe(0);
  });

  it('asks the app, and again with the next answer', () => {
    const { answer, reloads, target } = watch();
    const asked: unknown[] = [];
    target.addEventListener('verstamp:reload', (event) => {
      asked.push((event as CustomEvent).detail);
      if (asked.length < 3) event.preventDefault();
    });
    answer('1.0.0.2', 7);
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatchObject({ server: '1.0.0.2', move: 'client' });
    expect(reloads()).toBe(1);
  });

  it('does nothing more once it was ended', () => {
    const { answer, reloads, stop } = watch();
    stop();
    answer('1.0.0.2', 50);
    expect(reloads()).toBe(0);
  });

  it('stays where no answers at all are asked for, and none says to move', () => {
    const { answer, reloads } = watch({ answers: 0 });
    answer('1.0.0.1');
    expect(reloads()).toBe(0);
  });

  it('lets what takes its time before a reload ask the app once more', () => {
    const may: boolean[] = [];
    const { answer, target } = watch({ answers: 1, reload: ({ mayReload }) => may.push(mayReload()) });
    let asked = 0;
    target.addEventListener('verstamp:reload', (event) => {
      if (++asked === 2) event.preventDefault();
    });
    answer('1.0.0.2', 2);
    expect(may).toEqual([false, true]);
  });
});

describe('a chunk that is gone', () => {
  it('leads to a check and one reload, whatever the rule allows', async () => {
    const { target, verifier, reloads } = watch({ rule: '--------' });
    for (let time = 0; time < 3; time++) {
      target.dispatchEvent(new Event('vite:preloadError'));
      await settle(verifier);
    }
    expect(reloads()).toBe(1);
  });

  it('leads to a reload where the server has refused before', async () => {
    const { target, verifier, reloads } = watch();
    verifier.see({ type: 'urn:verstamp:ClientApiVersionMismatch', server: '2.0.0', move: 'client' });
    target.dispatchEvent(new Event('vite:preloadError'));
    await settle(verifier);
    expect(reloads()).toBe(1);
  });

  it('leads to none where the check finds out nothing', async () => {
    const target = openPage();
    const offline = createVerifier({ name: 'shop', version: '1.0.0.1', rule: exactBuild, fetch: fail });
    offline.see('1.0.0.2');
    let count = 0;
    reloadOnUpdate(offline, { reload: () => count++ });
    target.dispatchEvent(new Event('vite:preloadError'));
    await settle(offline);
    // What comes later is an answer like any other.
    offline.see('1.0.0.3');
    expect(count).toBe(0);
  });

  it('leads to none where the same build answers: it would bring the same fault back', async () => {
    const target = openPage();
    const options = { name: 'shop', version: '1.0.0.1', rule: exactBuild, documentUrl: '/' };
    const verifier = createVerifier({ ...options, fetch: answerSame });
    let count = 0;
    reloadOnUpdate(verifier, { reload: () => count++ });
    target.dispatchEvent(new Event('vite:preloadError'));
    await settle(verifier);
    expect([verifier.status, count]).toEqual(['allow', 0]);
  });

  it("is nobody's business once it was ended", () => {
    const { target, verifier, stop } = watch();
    const check = vi.spyOn(verifier, 'check');
    stop();
    target.dispatchEvent(new Event('vite:preloadError'));
    expect(check).not.toHaveBeenCalled();
  });
});
