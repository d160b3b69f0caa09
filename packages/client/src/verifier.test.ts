import { once } from 'node:events';
import {
  checkCompatibility,
  clientNotOlder,
  defineFormat,
  explain,
  formatVersion,
  sameMajor,
} from '@verstamp/core';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import smarts from '../../core/conformance/smarts.json' with { type: 'json' };
import { createVerifier, type Verifier } from './verifier.ts';
import type { VerifierOptions } from './verifier-options.ts';

interface Observed {
  readonly verifier: Verifier;
  readonly lines: readonly string[];
  readonly changes: readonly string[];
}

function observe(options: Partial<VerifierOptions> = {}): Observed {
  const lines: string[] = [];
  const changes: string[] = [];
  const verifier = createVerifier({
    name: 'shop',
    version: '1.4.3.417',
    rule: sameMajor,
    log: (line) => lines.push(line),
    onChange: ({ verdict, server }) => changes.push(`${verdict} ${server}`),
    ...options,
  });
  return { verifier, lines, changes };
}

function fail(): never {
  throw new Error('mine');
}

const refusal = {
  type: 'urn:verstamp:ClientApiVersionMismatch',
  client: '1.4.3',
  server: '2.0.0',
  move: 'client',
  detail: 'too old',
};

describe('a client that decides on contact', () => {
  const format = defineFormat(smarts.format);
  const read = (text: string) => formatVersion(format.parse(text));

  it.each(smarts.rows)('$client against $server: $verdict', ({ client, server, rule, verdict, move }) => {
    const { verifier, lines } = observe({ version: read(client), rule });
    expect(rule).toBe(clientNotOlder);
    expect(verifier.see(read(server))).toBe(verdict);
    expect(verifier.decision?.move ?? null).toBe(move);
    // A client that runs despite a difference writes it to the log; one that cannot run has a message to show.
    expect(lines).toHaveLength(verdict === 'warn' ? 1 : 0);
    if (move) expect(verifier.decision?.message).toContain(`update the ${move}`);
  });
});

describe('createVerifier', () => {
  it('says what it was made with', () => {
    const given = { name: 'shop', version: '1.4.3.417', documentUrl: '/version.json' };
    expect(observe(given).verifier).toMatchObject(given);
  });

  it.each([
    ['a version text', '2.0.0'],
    ['headers', new Headers({ 'API-Version': '2.0.0' })],
    ['a response', new Response('', { headers: { 'API-Version': '2.0.0' } })],
    ['a version document', { name: 'shop', version: '2.0.0' }],
    ['a problem body', refusal],
    ['a close event', { code: 4423, reason: 'too old' }],
  ])('learns from %s', (_, carrier) => {
    const { verifier, changes } = observe();
    expect(verifier.see(carrier)).toBe('refuse');
    expect(verifier.see(carrier)).toBe('refuse');
    expect(changes).toHaveLength(1);
  });

  it('learns nothing from anything else, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (junk) => {
        const { verifier, changes } = observe();
        expect(verifier.see(junk)).toBe('unknown');
        verifier.see('1.5.0');
        expect(verifier.see(junk)).toBe('allow');
        expect(changes).toEqual(['allow 1.5.0']);
      }),
    );
  });

  it.each([
    ['an object that throws', new Proxy({}, { get: () => expect.unreachable() })],
    ['a header sent twice', new Headers({ 'API-Version': '2.0.0, 2.0.0' })],
    ["another application's document", { name: 'blog', version: '9.0.0' }],
    ['a document with half a rule', { name: 'shop', version: '2.0.0', rule: 'xx' }],
    ['an ordinary close', { code: 1006, reason: '' }],
    ["another application's problem", { type: 'about:blank', status: 400 }],
  ])('is not moved by %s', (_, value) => {
    expect(observe().verifier.see(value)).toBe('unknown');
  });

  it.each([
    { rule: null },
    { rule: '' },
    { rule: ['xx------'] },
    { min: null },
    { max: 'v3' },
    { until: { 1: 'soon' } },
    { until: { 1: null } },
  ])('says nothing by a document with %j, which bears on the verdict and cannot be read', (fields) => {
    expect(observe().verifier.see({ name: 'shop', version: '2.0.0', ...fields })).toBe('unknown');
  });

  it.each([{ time: 'today' }, { commit: 5 }, { deprecated: 'soon' }, { until: { 1: 'soon' } }])(
    'judges by a document with %j, which bears on nothing here',
    (fields) => {
      expect(observe().verifier.see({ name: 'shop', version: '1.5.0', ...fields })).toBe('allow');
    },
  );

  it('is not refused by a server that could not read its version, as behind a proxy that drops the header', () => {
    const unreadable = { ...refusal, type: 'urn:verstamp:ClientApiVersionUnreadable' };
    const { verifier, changes } = observe();
    expect(verifier.see(unreadable)).toBe('unknown');
    verifier.see('1.4.3');
    expect(verifier.see(unreadable)).toBe('allow');
    expect(changes).toEqual(['allow 1.4.3']);
  });

  it('is refused by a server that can read its version, even if it cannot itself', () => {
    const { verifier } = observe({ version: 'V5.4-456' });
    expect(verifier.see({ code: 4423, reason: 'No.' })).toBe('unknown');
    expect(verifier.see({ ...refusal, client: '5.4.0.456' })).toBe('refuse');
    expect(observe({ version: undefined }).verifier.see(refusal)).toBe('unknown');
  });

  it('says unknown when its own version is none', () => {
    expect(observe({ version: 'dev' }).verifier.see('2.0.0')).toBe('unknown');
  });

  it.each([
    ['1.4.3.500', 'older'],
    ['1.5.0.1', 'older'],
    ['1.4.3.400', 'newer'],
    ['1.4.2.418', 'newer'],
  ])('tells an update from a rollback: %s', (version, side) => {
    const { verifier } = observe();
    verifier.see({ name: 'shop', version });
    expect(verifier.decision?.difference).toMatchObject({ client: side });
  });

  it('does not take back a revision for a header that leaves it out', () => {
    const { verifier, changes } = observe();
    verifier.see({ name: 'shop', version: '1.4.3.500' });
    verifier.see('1.4.3');
    expect(verifier.decision?.server).toBe('1.4.3.500');
    expect(changes).toHaveLength(1);
  });

  it('learns a revision that a header has left out', () => {
    const { verifier } = observe();
    verifier.see('1.4.3');
    verifier.see({ name: 'shop', version: '1.4.3.500' });
    expect(verifier.decision?.server).toBe('1.4.3.500');
  });

  it.each([{ rule: 'xxxxxxxx' }, { min: '1.5.0' }])(
    'follows an advertised rule, unless told not to: %j',
    (advertised) => {
      const document = { name: 'shop', version: '1.5.0', ...advertised };
      expect(observe().verifier.see(document)).toBe('refuse');
      expect(observe({ acceptAdvertisedRule: false }).verifier.see(document)).toBe('allow');
    },
  );

  it('keeps to the advertised rule when a header comes, and to the built-in one when no rule is advertised', () => {
    const { verifier } = observe();
    verifier.see({ name: 'shop', version: '1.5.0', rule: 'xxxxxxxx' });
    expect(verifier.see('1.5.1')).toBe('refuse');
    verifier.see({ name: 'shop', version: '1.5.2' });
    expect(verifier.see('1.5.3')).toBe('allow');
  });

  it('lays advertised limits over the built-in table', () => {
    const { verifier } = observe();
    expect(verifier.see({ name: 'shop', version: '1.5.0', min: '1.5.0', table: '--------' })).toBe('refuse');
    expect(verifier.decision?.rule).toBe(sameMajor);
    expect(verifier.see({ name: 'shop', version: '2.0.0', table: '--------' })).toBe('refuse');
  });

  it('keeps the built-in limits that the document says nothing of', () => {
    const { verifier } = observe({ rule: { table: sameMajor, min: '1.9.0' } });
    expect(verifier.see({ name: 'shop', version: '1.9.0', max: '2.0.0' })).toBe('refuse');
    expect(verifier.see({ name: 'shop', version: '1.9.1', rule: sameMajor })).toBe('allow');
  });

  it('does not let a document that it cannot read replace the rule', () => {
    const { verifier } = observe();
    verifier.see({ name: 'shop', version: '1.5.0', rule: 'xxxxxxxx' });
    verifier.see({ name: 'shop', version: '1.5.1', rule: 'none' });
    verifier.see({ name: 'shop', version: '1.5.1', min: 'latest' });
    expect(verifier.see('1.5.2')).toBe('refuse');
    expect(verifier.decision?.rule).toBe('xxxxxxxx');
    // Under a rule that nobody can read, nothing would be decided any more.
    expect(verifier.see('1.4.3')).toBe('allow');
  });

  it('calls a table that says discard a refusal', () => {
    expect(observe({ rule: 'dddddddd' }).verifier.see('2.0.0')).toBe('refuse');
  });

  it('never refuses by its own clock, and lets the server do so', () => {
    const { verifier, changes } = observe();
    const document = { name: 'shop', version: '2.0.0.9', until: { 1: '2001-01-01' } };
    expect(verifier.see(document)).toBe('warn');
    expect(verifier.see(refusal)).toBe('refuse');
    // The poll goes on and cannot know better than the server that refused.
    expect(verifier.see(document)).toBe('refuse');
    expect(verifier.see('2.0.0')).toBe('refuse');
    expect(changes).toEqual(['warn 2.0.0.9', 'refuse 2.0.0']);
  });

  it('forgets a refusal when another server answers', () => {
    const { verifier } = observe();
    verifier.see(refusal);
    for (let time = 0; time < 2; time++) {
      expect(verifier.see({ name: 'shop', version: '1.4.2' })).toBe('allow');
    }
  });

  it('believes of a refusal what it can read, and decides the rest by itself', () => {
    const { verifier } = observe();
    const told = { rule: 'xxxxxxxx', move: 'server', until: '2027-01-31' };
    verifier.see({ ...refusal, ...told });
    expect(verifier.decision).toMatchObject(told);
    verifier.see({ ...refusal, server: '3.0.0', rule: 'xx', move: 'nobody', until: 'soon' });
    expect(verifier.decision).toMatchObject({ server: '3.0.0', rule: sameMajor, move: 'client' });
    expect(verifier.decision?.until).toBeUndefined();
  });

  it.each([
    ['a refusal', { ...refusal, server: '2.0.0.10' }],
    ['a close', { code: 4423, reason: 'too old' }],
  ])('names no end date for %s that names none, though a document had one', (_, refused) => {
    const { verifier } = observe({ explain });
    verifier.see({ name: 'shop', version: '2.0.0.9', until: { 1: '2999-01-01' } });
    verifier.see(refused);
    expect(verifier.decision?.until).toBeUndefined();
    expect(verifier.decision?.message).toBe(
      "Client 1.4.3 is not compatible with server 2.0.0: the client's major is older. Update the client.",
    );
  });

  it('keeps the end date that a refusal named when a close follows, which names none', () => {
    const { verifier } = observe();
    const ended = { ...refusal, until: '2027-01-31' };
    verifier.see(ended);
    const { decision } = verifier;
    for (const value of [{ code: 4423, reason: '' }, '2.0.0', { name: 'shop', version: '2.0.0.9' }, ended]) {
      verifier.see(value);
      expect(verifier.decision).toBe(decision);
    }
    expect(decision?.until).toBe('2027-01-31');
  });

  it.each([{ rule: null }, { rule: 'xx' }, { min: 'latest' }])(
    'does not take from a document with %j which build refused',
    (fields) => {
      const { verifier } = observe();
      const document = { name: 'shop', version: '2.0.0.9' };
      for (const value of [refusal, { ...document, ...fields }]) verifier.see(value);
      expect(verifier.see({ ...document, version: '2.0.0.10', rule: '--------' })).toBe('refuse');
    },
  );

  it('hears the server that refused it: its answers confirm the refusal, to those who want every answer', () => {
    const { verifier, changes } = observe();
    const seen: unknown[] = [];
    verifier.subscribe(({ verdict, move }, value) => seen.push([verdict, move, value]), {
      everyAnswer: true,
    });
    const answers = [refusal, { name: 'shop', version: '2.0.0.9' }, '2.0.0'];
    for (const answer of answers) verifier.see(answer);
    expect(seen).toEqual(answers.map((answer) => ['refuse', 'client', answer]));
    expect(changes).toEqual(['refuse 2.0.0']);
  });

  it.each([
    ['2.0.0.9', 'refuse'],
    ['3.0.0', 'allow'],
  ])('keeps which build refused when a refusal throws while it is read, and %s answers', (server, status) => {
    const { verifier } = observe();
    verifier.see(refusal);
    const thrower = Object.defineProperty({ ...refusal, server: '3.0.0' }, 'until', { get: fail });
    expect(verifier.see(thrower)).toBe('refuse');
    expect(verifier.see({ name: 'shop', version: server, rule: '--------' })).toBe(status);
  });

  it.each([
    ['a refusal that names no revision', [refusal]],
    ['a refusal after its document', [{ name: 'shop', version: '2.0.0.9' }, refusal]],
    ['a close after a header', ['2.0.0', { code: 4423, reason: 'too old' }]],
  ])('forgets %s when another build of the version answers', (_, carriers) => {
    const { verifier } = observe();
    for (const carrier of carriers) verifier.see(carrier);
    const document = { name: 'shop', version: '2.0.0.9', rule: '--------' };
    for (const answer of [document, '2.0.0', document]) expect(verifier.see(answer)).toBe('refuse');
    expect(verifier.see({ ...document, version: '2.0.0.10' })).toBe('allow');
  });

  it('ends with what the rule says of the build that answers last, whatever came before', () => {
    const text = fc.constantFrom('1.4.3', '1.5.0.420', '2.0.0', '2.0.0.7', '2.0.0-rc.1', 'v2');
    const table = fc.constantFrom('xx------', 'ww------', 'xxxxxxxx', '--------', 'none');
    const carrier = fc.oneof(
      text,
      fc.record(
        { name: fc.constantFrom('shop', 'blog'), version: text, rule: table },
        { requiredKeys: ['name'] },
      ),
      fc.record({ type: fc.constant(refusal.type), server: text, rule: table }, { requiredKeys: ['type'] }),
      fc.constant({ code: 4423, reason: 'too old' }),
    );
    fc.assert(
      fc.property(fc.array(carrier), fc.constantFrom(sameMajor, 'ww------', '--------'), (carriers, rule) => {
        const { verifier } = observe();
        for (const value of carriers) verifier.see(value);
        for (const version of ['2.0.0.8', '2.0.0.9']) verifier.see({ name: 'shop', version, rule });
        expect(verifier.status).toBe(checkCompatibility('1.4.3.417', '2.0.0.9', rule).verdict);
        expect(verifier.decision?.server).toBe('2.0.0.9');
      }),
    );
  });

  describe.each([
    ['refuses by its rule', {}, []],
    ['names the end of a major', { until: { 1: '2001-01-01' } }, ['warn 2.0.0.9']],
    ['names a limit', { rule: 'ww------', min: '2.0.0' }, []],
  ])('a close that names neither server nor side, where the document %s', (_, limits, before) => {
    const close = { code: 4423, reason: 'too old' };
    const document = { name: 'shop', version: '2.0.0.9', ...limits };

    it('is of the server that is known, which goes on refusing', () => {
      const { verifier, changes } = observe();
      verifier.see(document);
      for (const value of [close, document, close, document]) expect(verifier.see(value)).toBe('refuse');
      expect(verifier.decision).toMatchObject({ server: '2.0.0.9', move: 'client' });
      expect(changes).toEqual([...before, 'refuse 2.0.0.9']);
    });
  });

  it('takes a close for one of an unknown server where the one that is known serves this client', () => {
    const { verifier } = observe();
    verifier.see('1.4.3');
    verifier.see({ code: 4423, reason: 'too old' });
    expect(verifier.status).toBe('refuse');
    expect(verifier.decision?.server).toBeUndefined();
    expect(verifier.see('1.4.3')).toBe('allow');
  });

  it('tells one refusal once, whatever it comes with', () => {
    const { verifier, changes } = observe();
    for (const value of ['2.0.0', refusal, { code: 4423, reason: '' }, '2.0.0', refusal]) verifier.see(value);
    expect(changes).toEqual(['refuse 2.0.0']);
  });

  it('blames no side when a refusal names none', () => {
    const { verifier } = observe();
    verifier.see({ code: 4423, reason: 'no' });
    expect(verifier.decision).toEqual({
      verdict: 'refuse',
      client: '1.4.3.417',
      rule: sameMajor,
      message: 'Client 1.4.3, server unknown: refuse.',
    });
  });

  it('logs a warning once, naming both versions without their revisions', () => {
    const { verifier, lines } = observe({ version: '3.3.0.7', rule: clientNotOlder });
    verifier.see('3.2.0.5');
    verifier.see('3.2.0.5');
    expect(lines).toEqual(['Client 3.3.0, server 3.2.0: warn, update the server.']);
  });

  it('writes its message as the app has it', () => {
    const { verifier } = observe({ explain: ({ move }) => `Bitte aktualisieren: ${move}` });
    verifier.see('2.0.0');
    expect(verifier.decision?.message).toBe('Bitte aktualisieren: client');
  });

  it('tells every listener until it is removed, and keeps the decision the same object', () => {
    const { verifier } = observe();
    const seen: unknown[] = [];
    const remove = verifier.subscribe((decision) => seen.push(decision));
    verifier.see('1.5.0');
    expect(seen).toEqual([verifier.decision]);
    expect(seen[0]).toBe(verifier.decision);
    remove();
    verifier.see('2.0.0');
    expect(seen).toHaveLength(1);
  });

  it('tells a listener nothing any more that another one removes', () => {
    const { verifier } = observe();
    let told = 0;
    verifier.subscribe(() => remove());
    const remove = verifier.subscribe(() => told++);
    verifier.see('1.5.0');
    expect(told).toBe(0);
  });

  it('tells a listener once that removes and adds itself again', () => {
    const { verifier } = observe();
    let told = 0;
    let remove: (() => void) | undefined;
    const listener = (): void => {
      remove?.();
      if (++told < 5) remove = verifier.subscribe(listener);
    };
    remove = verifier.subscribe(listener);
    verifier.see('1.5.0');
    expect(told).toBe(1);
  });

  it.each(['onChange', 'explain', 'log'])(
    'reports a fault in %s as the fault it is, and goes on',
    async (name) => {
      const known = process.listeners('unhandledRejection');
      onTestFinished(() => {
        for (const listener of known) process.on('unhandledRejection', listener);
      });
      process.removeAllListeners('unhandledRejection');
      const reported = once(process, 'unhandledRejection');
      const { verifier } = observe({ rule: 'ww------', [name]: fail });
      const seen: unknown[] = [];
      verifier.subscribe((decision) => seen.push(decision));
      expect(verifier.see('2.0.0')).toBe('warn');
      expect(seen).toEqual([verifier.decision]);
      expect(verifier.decision?.message).toBe('Client 1.4.3, server 2.0.0: warn, update the client.');
      expect(String((await reported)[0])).toBe('Error: mine');
    },
  );
});

it.each([undefined, 'dev'])(
  'stays unknown where its own version is %s, whatever the server says',
  (version) => {
    const verifier = createVerifier({ name: 'shop', version, rule: 'xxxxxxxx' });
    expect(verifier.see({ code: 4423, reason: 'No client version was sent' })).toBe('unknown');
    expect(verifier.see('2.0.0')).toBe('unknown');
    expect(verifier.see({ name: 'shop', version: '2.0.0', rule: 'xxxxxxxx' })).toBe('unknown');
    expect(verifier.decision).toBeUndefined();
  },
);
