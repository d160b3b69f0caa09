import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileLedger, type Ledger } from '@verstamp/build/revision';
import { claimLost, ledgerUnreachable } from '@verstamp/core/problems';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import type { Published } from '../../registry/answer.ts';
import type { Registry } from '../../registry/registry.ts';
import { formatIntegrity } from '../../tarball/integrity.ts';
import { CLAIM_TIMES, claimSet, type HeldClaim } from '../claim/held-claim.ts';
import type { ReleaseContext } from '../context.ts';
import type { Member, PackageMember } from '../members/member.ts';
import { publishSet, type SetOutcome } from './publish-set.ts';

const version = '1.0.0';
const digest = 'sha256-aa';
const base = { version, dependencies: [], digest };
const tagged: Member = { ...base, kind: 'tag-only', name: 'tagged', integrity: undefined };
/** A package whose tarball is gone when it is to be sent. */
const gone: PackageMember = {
  ...base,
  kind: 'package',
  name: 'gone',
  pkg: { name: 'gone', version, folder: '/w/gone', manifest: {}, dependencies: [] },
  tarball: { name: 'gone', version, tarball: '/w/gone.tgz', integrity: 'sha512-gone' },
  integrity: 'sha512-gone',
  distTag: 'latest',
  isKnown: false,
  isSeen: false,
  metadata: { name: 'gone', version },
};

let ledger: Ledger;
let lines: string[];

beforeEach(() => {
  ledger = fileLedger(join(makeFolder(), 'ledger.jsonl'));
  lines = [];
});

const ABSENT: Published = { kind: 'absent', tags: new Map() };

/** Says once that nothing is there: whoever asks again has sent something. */
function makeFind(): Registry['find'] {
  const answers = [ABSENT];
  return async () => answers.shift() ?? fails(new TypeError('unforeseen'))();
}

/** Makes a package whose tarball is there. */
function makePacked(): Member {
  const tarball = join(makeFolder(), 'here.tgz');
  writeFileSync(tarball, 'bytes');
  const integrity = formatIntegrity(Buffer.from('bytes'));
  return { ...gone, tarball: { ...gone.tarball, tarball, integrity }, integrity };
}

/** What sends to nobody. */
const SETTINGS: Partial<ReleaseContext['settings']> = {
  target: () => ({ registry: 'http://127.0.0.1:9/', authorization: undefined, certificate: undefined }),
  publishing: { access: undefined, provenance: false },
};

const silent = ledgerUnreachable({ path: 'ledger.jsonl' }, {});
const fails = (fault: Error) => async (): Promise<never> => {
  throw fault;
};

const stumble = (line: string): void => {
  if (line.startsWith('Publishing gone')) throw new TypeError('unforeseen');
};

interface Given {
  readonly members: readonly Member[];
  readonly faults?: Partial<Ledger>;
  readonly published?: Published;
  readonly say?: (line: string) => void;
  readonly check?: HeldClaim['check'];
  readonly find?: Registry['find'];
}

async function publish({ members, faults, published, say, check, find }: Given): Promise<SetOutcome> {
  const faulty: Ledger = { ...ledger, ...faults };
  const claimed = await claimSet({ ledger: faulty, releases: members, owner: 'us', times: CLAIM_TIMES });
  const context: Partial<ReleaseContext> = {
    ledger: faulty,
    registry: {
      addressOf: () => 'https://r.example/',
      find: find ?? (async () => published ?? ABSENT),
      findTags: async () => new Map<string, string>(),
      fetchServed: fails(new Error('unused')),
      fetchPromised: fails(new Error('unused')),
    },
    checkout: { root: '/w', commit: 'c1', dirty: false },
    patience: { timeoutMs: 1000, pausesMs: [] },
    readBackTimes: { acceptedMs: [], doubtfulMs: [] },
    env: {},
    settings: SETTINGS as ReleaseContext['settings'],
    policy: {} as ReleaseContext['policy'],
    say: say ?? ((line) => void lines.push(line)),
  };
  if (claimed.kind !== 'ours') return expect.unreachable();
  return publishSet(context as ReleaseContext, members, { ...claimed.claim, ...(check && { check }) });
}

const names = (releases: readonly { readonly name: string }[]) => releases.map(({ name }) => name);
const state = async () => {
  const { releases, claims } = await ledger.read();
  return { recorded: names(releases), claimed: claims.flatMap((claim) => names(claim.releases)) };
};

describe('publishSet', () => {
  it('sends and tags nothing once its claim is lost', async () => {
    for (const member of [tagged, makePacked()]) {
      const check = fails(claimLost({ releases: [member] }));
      const outcome = await publish({ members: [member], check, find: makeFind() });
      expect(outcome).toMatchObject({ released: [], problems: [{ code: 'CLAIM_LOST' }] });
    }
    expect((await state()).recorded).toEqual([]);
  });

  it('sends nothing of what a dist-tag named, even if the registry then says that it is absent', async () => {
    expect(await publish({ members: [{ ...gone, isSeen: true }] })).toEqual({ kind: 'overtaken' });
    expect(await state()).toEqual({ recorded: [], claimed: [] });
  });

  it('records all, and ends the claim', async () => {
    expect(await publish({ members: [tagged] })).toMatchObject({
      released: [{ commit: 'c1' }],
      problems: [],
    });
    expect(await state()).toEqual({ recorded: ['tagged'], claimed: [] });
  });

  it('records what came before the fault, and gives the rest back', async () => {
    expect(await publish({ members: [tagged, gone] })).toMatchObject({
      released: [{ name: 'tagged' }],
      problems: [{ code: 'TARBALL_CHANGED' }],
    });
    expect(await state()).toEqual({ recorded: ['tagged'], claimed: [] });
  });

  it('keeps the first problem where the ledger takes no record, says what is out, and leaves it claimed', async () => {
    const outcome = await publish({ members: [tagged, gone], faults: { record: fails(silent) } });
    expect(outcome).toMatchObject({
      released: [],
      problems: [{ code: 'TARBALL_CHANGED' }, { code: 'LEDGER_UNREACHABLE' }],
    });
    expect(lines.join('\n')).toMatch(/tagged@1\.0\.0 is out, and not on record/);
    expect(await state()).toEqual({ recorded: [], claimed: ['tagged', 'gone'] });
  });

  it('keeps the outcome where the claim cannot be given back, and says so', async () => {
    expect(await publish({ members: [tagged, gone], faults: { drop: fails(silent) } })).toMatchObject({
      released: [{ name: 'tagged' }],
      problems: [{ code: 'TARBALL_CHANGED' }],
    });
    expect(lines.at(-1)).toMatch(/^The claim stays until it ends: /);
  });

  it('records what is out before it throws what nobody foresaw', async () => {
    await expect(publish({ members: [tagged, gone], say: stumble })).rejects.toThrow('unforeseen');
    expect((await state()).recorded).toEqual(['tagged']);
  });

  it('keeps claimed what was sent and may still arrive, whatever nobody foresaw', async () => {
    await expect(publish({ members: [tagged, makePacked()], find: makeFind() })).rejects.toThrow(
      'unforeseen',
    );
    expect(await state()).toEqual({ recorded: ['tagged'], claimed: ['gone'] });
  });

  it('says what is out and what else went wrong before it throws that the ledger itself is broken', async () => {
    const broken = { record: fails(new TypeError('broken')) };
    await expect(publish({ members: [tagged, gone], faults: broken })).rejects.toThrow('broken');
    expect(lines).toEqual([
      'Publishing gone@1.0.0.',
      'tagged@1.0.0 is out, and not on record: the next run records it.',
      expect.stringContaining('gone.tgz'),
    ]);
  });

  it.each<[string, Published]>([
    ['published', { kind: 'present', tarball: 'https://r.example/a.tgz', integrity: 'sha512-aa' }],
    ['taken away', { kind: 'removed' }],
    ['passed by a higher version', { kind: 'absent', tags: new Map([['latest', '2.0.0']]) }],
  ])('sends nothing of a set of which something was %s in between', async (_, published) => {
    expect(await publish({ members: [tagged, gone], published })).toEqual({ kind: 'overtaken' });
    expect(await state()).toEqual({ recorded: [], claimed: [] });
  });

  it('sends nothing while somebody else releases another version of something', async () => {
    const releases = [{ name: 'gone', version: '2.0.0' }];
    await ledger.claim({ releases, owner: 'they', durationMs: 60_000 });
    expect(await publish({ members: [tagged, gone] })).toEqual({ kind: 'overtaken' });
    expect(await state()).toEqual({ recorded: [], claimed: ['gone'] });
  });

  it('sends nothing of a set of which something was recorded in between', async () => {
    await ledger.record([{ name: 'tagged', version, digest, time: '2026-11-21T02:00:00Z' }]);
    expect(await publish({ members: [tagged, gone] })).toEqual({ kind: 'overtaken' });
  });
});
