import { describe, expect, it } from 'vitest';
import { judge } from './judgement.ts';
import { resolveSetup } from './setup.ts';

const base = { name: 'shop', version: '2.1.0.417', log: false } as const;
const setup = resolveSetup(base);

describe('judge', () => {
  it.each([
    ['2.0.3.12', { verdict: 'allow', reading: 'version', sent: '2.0.3.12' }, '2.0.3'],
    ['1.4.3', { verdict: 'refuse', reading: 'version', sent: '1.4.3' }, '1.4.3'],
    [undefined, { verdict: 'unknown', reading: 'missing', sent: undefined }, undefined],
    ['2.0.0, 1.0.0', { verdict: 'unknown', reading: 'repeated', sent: undefined }, undefined],
    ['v2', { verdict: 'unknown', reading: 'malformed', sent: undefined }, undefined],
  ])('takes %s for %j, advertised as %s', (sent, decision, version) => {
    expect(judge(setup, sent, 0)).toEqual({ decision: expect.objectContaining(decision), version });
  });

  it.each([
    [undefined, 'No client version was sent'],
    ['2.0.0, 1.0.0', 'More than one client version was sent'],
    ['v2', 'The client version that was sent could not be read'],
  ])('says of %s why nothing was compared, and what to send', (sent, reason) => {
    expect(judge(setup, sent, 0).decision.message).toBe(
      `${reason}, so nothing was compared. Send one version, written as in 2.1.0.`,
    );
  });

  it('calls malformed what only a notation of the application takes for a version', () => {
    const format = {
      template: 'any',
      parse: () => ({ major: -1, minor: 0, patch: 0, revision: undefined, prerelease: '' }),
      safeParse: (text: unknown) => (text === 'odd' ? format.parse() : undefined),
      format: () => 'any',
    };
    const odd = resolveSetup({ ...base, format });
    expect(judge(odd, 'odd', 0)).toMatchObject({
      decision: { verdict: 'unknown', reading: 'malformed', sent: undefined },
      version: undefined,
    });
  });
});
