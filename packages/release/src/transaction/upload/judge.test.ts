import { registryUnreachable } from '@verstamp/core/problems';
import { describe, expect, it } from 'vitest';
import type { Published } from '../../registry/answer.ts';
import type { Registry } from '../../registry/registry.ts';
import { formatIntegrity } from '../../tarball/integrity.ts';
import type { UploadAnswer } from './answer.ts';
import { judgeUpload, type UploadOutcome } from './judge.ts';

const sent = Buffer.from('ours');
const other = Buffer.from('theirs');
const integrity = formatIntegrity(sent);

/** What one look at the registry shows. */
type Sight = 'ours' | 'absent' | 'metadata' | 'tarball' | 'silent';

/** A registry that shows one sight after the other, and stays with the last. */
function showing(sights: readonly Sight[]): Registry {
  const left = [...sights];
  let sight: Sight | undefined;
  return {
    async find(): Promise<Published> {
      sight = left.shift() ?? sight;
      if (sight === 'silent') throw registryUnreachable({ url: 'u', status: 500, reason: 'it is sick.' });
      if (sight === 'absent') return { kind: 'absent', tags: new Map() };
      const promised = sight === 'metadata' ? formatIntegrity(other) : integrity;
      return { kind: 'present', tarball: 'https://r.example/a.tgz', integrity: promised };
    },
    addressOf: () => expect.unreachable(),
    fetchServed: async () => (sight === 'ours' ? sent : other),
    fetchPromised: async () => expect.unreachable(),
    findTags: async () => expect.unreachable(),
  };
}

const times = { acceptedMs: [1, 2, 3], doubtfulMs: [10, 20] };

async function judge(
  answer: UploadAnswer,
  sights: readonly Sight[],
): Promise<readonly [UploadOutcome, readonly number[]]> {
  const pauses: number[] = [];
  const outcome = await judgeUpload(showing(sights), {
    subject: { name: 'a', version: '1.0.0', manifest: {} },
    integrity,
    answer,
    address: 'https://r.example/',
    times,
    pause: async (milliseconds) => void pauses.push(milliseconds),
  });
  return [outcome, pauses];
}

const accepted: UploadAnswer = { kind: 'accepted' };
const refused = (status: number): UploadAnswer => ({ kind: 'refused', status, reason: 'it says no.' });
const withheld = (isLasting: boolean): UploadAnswer => ({ kind: 'withheld', reason: 'no.', isLasting });
const lost = (isBroken: boolean): UploadAnswer => ({ kind: 'lost', reason: 'no.', isBroken });

const { acceptedMs, doubtfulMs } = times;
const failed = { kind: 'absent', problem: { code: 'PUBLISH_FAILED' } };
const impossible = { kind: 'absent', problem: { code: 'PUBLISH_IMPOSSIBLE' } };
const unconfirmed = (resendable: boolean) => {
  return { kind: 'unknown', problem: { code: 'RELEASE_UNCONFIRMED' }, resendable };
};
const mismatch = (part: string) => ({ kind: 'other', problem: { details: { part } } });

type Row = readonly [UploadAnswer, readonly Sight[], object, readonly number[]];

describe('judgeUpload', () => {
  it.each<Row>([
    [accepted, ['ours'], { kind: 'out' }, []],
    [accepted, ['absent', 'silent', 'ours'], { kind: 'out' }, [1, 2]],
    [accepted, ['absent'], unconfirmed(false), acceptedMs],
    [accepted, ['silent'], unconfirmed(false), acceptedMs],
    [accepted, ['metadata'], mismatch('metadata'), []],
    [accepted, ['tarball'], mismatch('tarball'), acceptedMs],
    [accepted, ['tarball', 'ours'], { kind: 'out' }, [1]],
    [refused(403), ['ours'], { kind: 'out' }, []],
    [refused(403), ['metadata'], mismatch('metadata'), []],
    [refused(403), ['silent', 'absent'], failed, [10]],
    [refused(403), ['silent'], unconfirmed(false), doubtfulMs],
    [refused(409), ['absent'], unconfirmed(false), doubtfulMs],
    [refused(500), ['absent'], unconfirmed(false), doubtfulMs],
    [refused(503), ['silent'], unconfirmed(false), doubtfulMs],
    [refused(503), ['absent', 'ours'], { kind: 'out' }, [10]],
    [withheld(true), ['absent'], impossible, []],
    [withheld(false), ['absent'], failed, []],
    [withheld(true), ['silent'], impossible, doubtfulMs],
    [withheld(false), ['silent'], failed, doubtfulMs],
    [withheld(true), ['ours'], { kind: 'out' }, []],
    [lost(true), ['absent'], unconfirmed(true), doubtfulMs],
    [lost(true), ['silent'], unconfirmed(false), doubtfulMs],
    [lost(false), ['absent'], unconfirmed(false), doubtfulMs],
    [lost(false), ['absent', 'absent', 'ours'], { kind: 'out' }, doubtfulMs],
  ])('makes of %j, where the registry shows %j: %j', async (answer, sights, expected, pauses) => {
    const [outcome, paused] = await judge(answer, sights);
    expect(outcome).toMatchObject(expected);
    expect(paused).toEqual(pauses);
  });

  it.each([400, 401, 402, 403, 404, 405, 413, 422])(
    'takes %i for turned away, and reads nothing again',
    async (status) => {
      const [outcome, pauses] = await judge(refused(status), ['absent']);
      expect(outcome).toMatchObject({ ...failed, problem: { details: { status } } });
      expect(pauses).toEqual([]);
    },
  );

  it.each([408, 429, 502, 503, 504])('lets the same bytes be sent again after %i', async (status) => {
    const [outcome] = await judge(refused(status), ['absent']);
    expect(outcome).toMatchObject(unconfirmed(true));
  });
});
