import { sameMajor } from '@verstamp/core';
import { describe, expect, it } from 'vitest';
import { readDecisions } from './decisions.ts';
import { createVerifier, type Verifier } from './verifier.ts';

const makeVerifier = (): Verifier => createVerifier({ name: 'shop', version: '1.4.3', rule: sameMajor });

describe('readDecisions', () => {
  it('gives the decision that holds, then each that differs', async () => {
    const verifier = makeVerifier();
    verifier.see('1.5.0');
    const seen: unknown[] = [];
    for await (const { server } of readDecisions(verifier)) {
      seen.push(server);
      if (server === '2.0.0') break;
      // Once while nobody waits, and the next time while the reader does.
      if (server === '1.5.0') verifier.see('1.6.0');
      else queueMicrotask(() => verifier.see('2.0.0'));
    }
    expect(seen).toEqual(['1.5.0', '1.6.0', '2.0.0']);
  });

  it('gives the last one to a reader that is slow', async () => {
    const verifier = makeVerifier();
    verifier.see('1.5.0');
    const decisions = readDecisions(verifier);
    await decisions.next();
    verifier.see('1.6.0');
    verifier.see('1.7.0');
    expect(await decisions.next()).toMatchObject({ value: { server: '1.7.0' } });
  });

  it('ends with its signal, and no longer listens', async () => {
    let listening = 0;
    const plain = makeVerifier();
    const subscribe: Verifier['subscribe'] = (...args) => {
      const unsubscribe = plain.subscribe(...args);
      listening++;
      return () => {
        listening--;
        unsubscribe();
      };
    };
    const controller = new AbortController();
    const decisions = readDecisions({ ...plain, subscribe }, { signal: controller.signal });
    const next = decisions.next();
    expect(listening).toBe(1);
    controller.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(listening).toBe(0);
  });

  it('ends with its signal while nobody waits', async () => {
    const verifier = makeVerifier();
    verifier.see('1.5.0');
    const controller = new AbortController();
    const decisions = readDecisions(verifier, { signal: controller.signal });
    await decisions.next();
    controller.abort();
    expect(await decisions.next()).toEqual({ done: true, value: undefined });
  });
});
