import { describe, expect, it } from 'vitest';
import type { Fault, FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { useFaultsByScope } from './faults-by-scope.ts';
import { createShop, readHeld, STOPPED, type Shop } from './shop.ts';
import { TOKEN } from '@verstamp/testing/workspace';

const shops = useFaultsByScope();
const { faults } = shops;

async function using<Result>(
  scope: string,
  act: (shop: Shop) => Promise<Result>,
  options: { readonly count?: number } = {},
): Promise<Result> {
  const shop = await createShop(shops.url, { scope, ...options });
  try {
    return await act(shop);
  } finally {
    faults.delete(scope);
    await shop.remove();
  }
}

const held = async (shop: Shop, version = '1.0.0') =>
  Promise.all(shop.names.map(async (name) => readHeld(shops.realUrl, name, version)));

const answer = (status: number, body = '{"error":"no"}'): Fault => ({ kind: 'answer', status, body });
const html = '<html>Please log in</html>';

/** Injects a fault into the uploads of one package. */
const into =
  (name: string, fault: Fault): FaultyRegistry['fault'] =>
  (method, path) =>
    method === 'PUT' && path.toLowerCase().endsWith(name) ? fault : { kind: 'pass' };

const UPLOAD_FAULTS: readonly (readonly [string, Fault, string])[] = [
  ['401', answer(401), 'PUBLISH_FAILED'],
  [
    '403',
    answer(403, '{"error":"You cannot publish over the previously published versions"}'),
    'PUBLISH_FAILED',
  ],
  ['404', answer(404), 'PUBLISH_FAILED'],
  ['409', answer(409), 'RELEASE_UNCONFIRMED'],
  ['429', answer(429), 'RELEASE_UNCONFIRMED'],
  ['500', answer(500), 'RELEASE_UNCONFIRMED'],
  ['200 and HTML', answer(200, html), 'RELEASE_UNCONFIRMED'],
  ['201 and cut JSON', answer(201, '{"ok":'), 'RELEASE_UNCONFIRMED'],
  ['an answer cut short', { kind: 'cut' }, 'RELEASE_UNCONFIRMED'],
  ['a reset', { kind: 'reset' }, 'RELEASE_UNCONFIRMED'],
  ['nothing', { kind: 'hang' }, 'RELEASE_UNCONFIRMED'],
  ['half an answer', { kind: 'stall' }, 'RELEASE_UNCONFIRMED'],
];

/** Where nothing comes any more, the end of the patience has to come. */
const stoppedBy = ({ kind }: Fault) =>
  kind === 'hang' || kind === 'stall' ? { ...STOPPED, patience: { timeoutMs: 1500, pausesMs: [] } } : STOPPED;

describe.concurrent('an upload that is answered with', () => {
  it.each(UPLOAD_FAULTS.map(([title, fault, code], index) => ({ title, fault, code, scope: `up-${index}` })))(
    '$title is not out, and a re-run ends in one final state',
    async ({ fault, code, scope }) => {
      await using(scope, async (shop) => {
        const commit = await shop.prepare('1.0.0', 'one');
        faults.set(scope, into('cart', fault));
        const report = await shop.release(stoppedBy(fault));
        expect(report.problems.map((problem) => problem.code)).toEqual([code]);
        expect(report.conclusion).toBe('unknown');
        const [base, ...rest] = await held(shop);
        expect(base).toEqual((await shop.packed())[0]);
        expect(rest.map(({ promised }) => promised)).toEqual([undefined, undefined]);
        faults.delete(scope);
        expect((await shop.release()).conclusion).toBe('allow');
        expect(await held(shop)).toEqual(await shop.packed());
        expect(await shop.tags()).toEqual(
          Object.fromEntries(shop.names.map((name) => [`${name}@1.0.0`, commit])),
        );
      });
    },
  );

  it('nothing, but was stored, is out', async () => {
    await using('lost', async (shop) => {
      await shop.prepare('1.0.0', 'one');
      faults.set('lost', into('cart', { kind: 'lose' }));
      expect((await shop.release()).conclusion).toBe('allow');
      expect(await held(shop)).toEqual(await shop.packed());
      expect(Object.keys(await shop.tags()).length).toBe(3);
    });
  });

  it('a reset only once is sent once more', async () => {
    await using('twice', async (shop) => {
      await shop.prepare('1.0.0', 'one');
      let sent = 0;
      faults.set('twice', (method, path) =>
        method === 'PUT' && path.includes('cart') && ++sent === 1 ? { kind: 'reset' } : { kind: 'pass' },
      );
      expect((await shop.release()).conclusion).toBe('allow');
      expect([sent, await held(shop)]).toEqual([2, await shop.packed()]);
    });
  });

  it('nothing for a while, and is stored after the sender has gone, is found and not sent again', async () => {
    await using('late', async (shop) => {
      const commit = await shop.prepare('1.0.0', 'one');
      faults.set('late', into('cart', { kind: 'late', milliseconds: 3600 }));
      const report = await shop.release({ ...STOPPED, patience: { timeoutMs: 1000, pausesMs: [] } });
      expect([report.conclusion, report.problems[0]?.code]).toEqual(['unknown', 'RELEASE_UNCONFIRMED']);
      const fault = into('cart', { kind: 'reset' });
      faults.set('late', fault);
      // The claim outlasts the upload, so the second run looks when it has arrived; a second upload would fail.
      expect(await shop.release()).toMatchObject({ conclusion: 'allow', released: [{ commit }, { commit }] });
      expect(await held(shop)).toEqual(await shop.packed());
    });
  });

  it('an error for one of five leaves its dependents out, and what was out on record', async () => {
    await using(
      'five',
      async (shop) => {
        await shop.prepare('1.0.0', 'one');
        faults.set('five', into('till', answer(403)));
        const report = await shop.release();
        expect(report.released.map(({ name }) => name)).toEqual(shop.names.slice(0, 2));
        expect(report.tags.map(({ name }) => name)).toEqual(shop.names.slice(0, 2));
        expect((await held(shop)).map(({ promised }) => promised !== undefined)).toEqual([
          true,
          true,
          false,
          false,
          false,
        ]);
        faults.delete('five');
        const again = await shop.release();
        expect([again.conclusion, again.released.length, again.tags.length]).toEqual(['allow', 3, 5]);
        expect(await held(shop)).toEqual(await shop.packed());
      },
      { count: 5 },
    );
  });
});

const append = (body: Buffer) => Buffer.concat([body, Buffer.from('x')]);
const forge = (body: Buffer) =>
  Buffer.from(body.toString().replaceAll(/sha512-[\w+/]{20}/g, `sha512-${'A'.repeat(20)}`));

const READING_FAULTS: readonly { readonly title: string; readonly fault: Fault; readonly scope: string }[] = [
  { title: '404 (stale)', fault: answer(404), scope: 'get-0' },
  { title: 'nothing', fault: { kind: 'hang' }, scope: 'get-1' },
  { title: '500', fault: answer(500), scope: 'get-2' },
  { title: 'HTML', fault: answer(200, html), scope: 'get-3' },
  { title: 'a reset', fault: { kind: 'reset' }, scope: 'get-4' },
];

describe.concurrent('reading back', () => {
  it.each(READING_FAULTS)(
    'that meets $title is no success; once it works, what is there is out and not sent again',
    async ({ fault, scope }) => {
      await using(scope, async (shop) => {
        const commit = await shop.prepare('1.0.0', 'one');
        let sent = 0;
        faults.set(scope, (method, path) => {
          if (!path.includes('cart')) return { kind: 'pass' };
          if (method === 'PUT') sent += 1;
          return sent > 0 && method === 'GET' ? fault : { kind: 'pass' };
        });
        const report = await shop.release(stoppedBy(fault));
        expect([report.conclusion, ...report.problems.map(({ code }) => code)]).toEqual([
          'unknown',
          'RELEASE_UNCONFIRMED',
        ]);
        faults.set(scope, (method, path) => {
          if (method === 'PUT' && path.includes('cart')) sent += 1;
          return { kind: 'pass' };
        });
        expect((await shop.release()).conclusion).toBe('allow');
        expect(sent).toBe(1);
        expect(await held(shop)).toEqual(await shop.packed());
        expect(await shop.tags()).toEqual(
          Object.fromEntries(shop.names.map((name) => [`${name}@1.0.0`, commit])),
        );
      });
    },
  );

  it.each([
    { title: 'tarball', scope: 'other-0', change: append },
    { title: 'metadata', scope: 'other-1', change: forge },
  ])('that finds other bytes in the $title is refused', async ({ title, scope, change }) => {
    await using(scope, async (shop) => {
      await shop.prepare('1.0.0', 'one');
      let sent = false;
      faults.set(scope, (method, path) => {
        sent ||= method === 'PUT' && path.includes('cart');
        if (
          !sent ||
          method !== 'GET' ||
          !path.includes('cart') ||
          path.endsWith('.tgz') !== (title === 'tarball')
        )
          return { kind: 'pass' };
        return { kind: 'swap', change };
      });
      const report = await shop.release();
      expect(report).toMatchObject({
        conclusion: 'refuse',
        problems: [{ code: 'RELEASE_MISMATCH', details: { part: title } }],
      });
    });
  });
});

it('refuses what somebody else published where the registry showed it too late', async () => {
  await using('stale', async (shop) => {
    await shop.prepare('1.0.0', 'theirs');
    const [, cart = ''] = shop.names;
    await shop.workspace.run('npm', 'publish', '--workspace', cart);
    await shop.prepare('1.0.0', 'ours');
    let sent = false;
    faults.set('stale', (method, path) => {
      sent ||= method === 'PUT' && path.includes('cart');
      return path.includes('cart') && method !== 'PUT' && !sent ? answer(404) : { kind: 'pass' };
    });
    expect(await shop.release(STOPPED)).toMatchObject({
      conclusion: 'refuse',
      problems: [{ code: 'RELEASE_MISMATCH' }],
    });
    expect(
      (await shop.release().catch(({ code }: { readonly code: string }) => ({ conclusion: code })))
        .conclusion,
    ).not.toBe('allow');
  });
});

it('shows no token, whatever the registry echoes', async () => {
  await using('echo', async (shop) => {
    await shop.prepare('1.0.0', 'one');
    faults.set('echo', (method) =>
      method === 'PUT' ? answer(403, `{"error":"Bearer ${TOKEN} may not"}`) : { kind: 'pass' },
    );
    const lines: string[] = [];
    const report = await shop.release({ onProgress: (line) => void lines.push(line) });
    const shown = JSON.stringify([report, lines, report.problems.map(({ message }) => message)]);
    expect(shown).toContain('may not');
    expect(shown).not.toContain(TOKEN);
    expect(shown).not.toContain(TOKEN.slice(4));
  });
});
