import { hash } from 'node:crypto';
import { join } from 'node:path';
import { fileLedger, type Claim, type ClaimedRelease, type Ledger } from '@verstamp/build/revision';
import { registryUnreachable } from '@verstamp/core/problems';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import type { Published } from '../registry/answer.ts';
import type { Registry } from '../registry/registry.ts';
import { formatIntegrity } from '../tarball/integrity.ts';
import { recoverUnfinished, type ReleaseHistory } from './recover.ts';

const version = '1.0.0';
const time = '2026-11-21T02:00:00.000Z';
const bytes = Buffer.from('ours');
const integrity = formatIntegrity(bytes);
const sha1 = `sha1-${hash('sha1', bytes, 'base64')}`;
const claimed: ClaimedRelease = { name: 'a', version, digest: 'sha256-a', integrity, commit: 'c1' };
const lapsed: Claim = { nonce: 'n', owner: 'them', expires: time, releases: [claimed] };
const present: Published = { kind: 'present', tarball: 'https://r.example/a.tgz', integrity };
const pkg = { name: 'a', version: '1.0.1', folder: '/w/a', manifest: {}, dependencies: [] };

let ledger: Ledger;
let lines: string[];

beforeEach(() => {
  ledger = fileLedger(join(makeFolder(), 'ledger.jsonl'));
  lines = [];
});

/** What the registry holds of every version, and serves as its tarball. */
interface Held {
  readonly find?: () => Promise<Published>;
  readonly served?: Buffer;
}

async function recover(
  { find, served = bytes }: Held,
  { releases = [claimed], earlier = [] }: { releases?: Claim['releases']; earlier?: Claim['releases'] } = {},
): Promise<ReleaseHistory> {
  const registry: Registry = {
    addressOf: () => 'https://r.example/',
    find: find ?? (async () => expect.unreachable()),
    fetchServed: async () => served,
    fetchPromised: async () => expect.unreachable(),
    findTags: async () => expect.unreachable(),
  };
  const recovery = {
    workspace: { root: '/w', manager: 'npm', changesets: false, members: [], packages: [pkg] },
    registry,
    ledger,
    say: (line: string) => void lines.push(line),
  } as const;
  const contents = { ...(await ledger.read()), lapsed: [{ ...lapsed, releases }] };
  const unfinished = new Map(earlier.map((one) => [`${one.name}@${one.version}`, one]));
  return recoverUnfinished(recovery, contents, unfinished);
}

const keys = ({ records, unfinished, confirmed }: ReleaseHistory) => {
  return [[...records.keys()], [...unfinished.keys()], confirmed.map(({ name }) => name)];
};

describe('recoverUnfinished', () => {
  it('records what is out to the byte, as of the commit of the claim', async () => {
    const history = await recover({ find: async () => present });
    expect(keys(history)).toEqual([['a@1.0.0'], [], ['a']]);
    expect((await ledger.read()).releases).toMatchObject([{ ...claimed, registry: 'https://r.example/' }]);
    expect(lines).toEqual(['a@1.0.0 is out since an earlier run that was stopped.']);
  });

  it.each([
    ['first', [integrity, sha1]],
    ['last', [sha1, integrity]],
    ['with an option', [`${integrity}?sent`]],
  ])('knows the bytes by a digest that the registry names %s', async (_, digests) => {
    const history = await recover({ find: async () => ({ ...present, integrity: digests.join(' ') }) });
    expect(keys(history)).toEqual([['a@1.0.0'], [], ['a']]);
  });

  it.each<[string, Held]>([
    ['nothing', { find: async () => ({ kind: 'absent', tags: new Map() }) }],
    ['what was taken away', { find: async () => ({ kind: 'removed' }) }],
    ['other bytes', { find: async () => ({ ...present, integrity: formatIntegrity(Buffer.from('b')) }) }],
  ])('keeps in mind what was being published where the registry holds %s', async (_, held) => {
    expect(keys(await recover(held))).toEqual([[], ['a@1.0.0'], []]);
    expect(lines).toEqual([]);
  });

  it.each<[string, Held, string]>([
    [
      'serves other bytes than it promises',
      { find: async () => present, served: Buffer.from('b') },
      'RELEASE_MISMATCH',
    ],
    [
      'does not answer',
      {
        find: async () => {
          throw registryUnreachable({ url: 'u', status: 500, reason: 'it is sick.' });
        },
      },
      'RELEASE_UNCONFIRMED',
    ],
  ])('goes no further where the registry %s', async (_, held, code) => {
    await expect(recover(held)).rejects.toMatchObject({ code });
    expect((await ledger.read()).releases).toEqual([]);
  });

  it.each<[string, ClaimedRelease]>([
    ['is only tagged', { name: 'a', version, digest: 'tag-only' }],
    ['is no longer in the workspace', { ...claimed, name: 'b' }],
  ])('asks nothing about what %s', async (_, release) => {
    const history = await recover({}, { releases: [release] });
    expect(keys(history)).toEqual([[], [`${release.name}@1.0.0`], []]);
  });

  it('asks nothing about what is on record since', async () => {
    await ledger.record([{ name: 'a', version, digest: 'sha256-a', time }]);
    expect(keys(await recover({}, { earlier: [claimed] }))).toEqual([['a@1.0.0'], [], []]);
  });

  it('remembers what it saw at an earlier look, once the claim is ours', async () => {
    const history = await recover({ find: async () => present }, { releases: [], earlier: [claimed] });
    expect(keys(history)).toEqual([['a@1.0.0'], [], ['a']]);
  });
});
