import { exactBuild, sameMajor } from '@verstamp/core';
import { describe, expect, it } from 'vitest';
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

function watch(options: Partial<ReloadOptions> & { rule?: string } = {}): Watched {
  let reloads = 0;
  let at = 0;
  const target = new EventTarget();
  const rule = options.rule ?? exactBuild;
  const verifier = createVerifier({
    name: 'shop',
    version: '1.0.0.1',
    rule,
    fetch: answerNewer,
    documentUrl: '/',
    log() {},
  });
  const storage = makeStorage();
  const stop = reloadOnUpdate(verifier, {
    target,
    storage,
    now: () => at,
    reload: () => reloads++,
    ...options,
  });
  const answer = (version: string, times = 1): void => {
    for (let time = 0; time < times; time++) {
      at += 60_000;
      verifier.see({ name: 'shop', version });
    }
  };
  return { verifier, target, reloads: () => reloads, answer, stop };
}

function makeStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

async function settle(verifier: Verifier): Promise<void> {
  await verifier.check();
  await Promise.resolve();
}

async function answerNewer(): Promise<Response> {
  return Response.json({ name: 'shop', version: '2.0.0.9' });
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
    const storage = makeStorage();
    const waited = [5, 10, 20, 40].map((answers) => {
      const { answer, reloads } = watch({ storage });
      answer('1.0.0.2', answers - 1);
      expect(reloads()).toBe(0);
      answer('1.0.0.2');
      return reloads();
    });
    expect(waited).toEqual([1, 1, 1, 1]);
  });

  it('begins anew once another build is there', () => {
    const storage = makeStorage();
    storage.setItem('verstamp:shop', '0.9.0.1 7');
    const { answer, reloads } = watch({ storage });
    answer('1.0.0.2', 5);
    expect(reloads()).toBe(1);
  });

  it.each([
    ['throws', { getItem: fail, setItem: fail }],
    ['is full', { getItem: () => null, setItem: fail }],
    ['holds something else', { getItem: () => '1.0.0.1 x', setItem() {} }],
  ])('lives with storage that %s', (_, storage) => {
    const { answer, reloads } = watch({ storage });
    answer('1.0.0.2', 14);
    expect(reloads()).toBe(1);
    answer('1.0.0.2');
    expect(reloads()).toBe(2);
  });

  it('counts answers in a burst as one', () => {
    const { answer, reloads } = watch({ spacingMs: 10 * 60_000 });
    answer('1.0.0.2', 40);
    expect(reloads()).toBe(0);
    answer('1.0.0.2');
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

  it('leads to none where the check finds out nothing', async () => {
    const { target, reloads, answer } = watch();
    answer('1.0.0.2');
    const { promise, resolve } = Promise.withResolvers<void>();
    const offline = createVerifier({ name: 'shop', version: '1.0.0.1', rule: exactBuild, fetch: fail });
    offline.see('1.0.0.2');
    let count = 0;
    reloadOnUpdate(
      { ...offline, check: () => offline.check().finally(resolve) },
      { target, reload: () => count++ },
    );
    target.dispatchEvent(new Event('vite:preloadError'));
    await promise;
    await Promise.resolve();
    expect([count, reloads()]).toEqual([0, 0]);
  });
});
