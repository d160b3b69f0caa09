import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packArchive } from '@verstamp/testing/archive';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { toJudgement, type Judgement } from '../../guard/decision/judgement.ts';
import type { RecordedRelease } from '../../ledger/records.ts';
import type { PlannedRelease } from '../../pack/plan.ts';
import type { DistTags } from '../../policy/dist-tag.ts';
import type { Publishing } from '../../policy/publishing.ts';
import { formatIntegrity } from '../../tarball/integrity.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';
import { planMembers, type MemberContext, type MemberPlan } from './plan-members.ts';

const version = '1.0.0';
const cart: WorkspacePackage = {
  name: 'cart',
  version,
  folder: '/w/cart',
  manifest: {},
  dependencies: ['till'],
};
const till: WorkspacePackage = { name: 'till', version, folder: '/w/till', manifest: {}, dependencies: [] };
const app = { name: 'app', version: '2.0.0', dependencies: ['cart'] };
const integrity = 'sha512-aa';
const none = new Map<string, string>();

let root: string;
let tarballs: readonly PlannedRelease[];

beforeAll(() => {
  root = makeFolder();
  const packed = [cart, till].map(({ name }) => {
    const bytes = packArchive([{ path: 'package.json', text: JSON.stringify({ name, version }) }]);
    const tarball = join(root, `${name}.tgz`);
    writeFileSync(tarball, bytes);
    return { name, version, tarball, integrity: formatIntegrity(bytes) };
  });
  tarballs = [...packed, { name: 'gone', version, tarball: join(root, 'gone.tgz'), integrity: 'sha512-x' }];
});

interface Given extends Partial<Pick<MemberContext, 'policy' | 'tags' | 'checkout' | 'env' | 'distTag'>> {
  readonly packages?: readonly WorkspacePackage[];
  readonly judged?: readonly Judgement[];
  /** What is on record of the cart. */
  readonly recorded?: readonly Partial<RecordedRelease>[];
  readonly targets?: readonly string[];
  readonly publishing?: Publishing;
  /** The dist-tags that every package has. */
  readonly distTags?: DistTags;
}

const policy: MemberContext['policy'] = {
  single: false,
  ignored: new Set(),
  access: undefined,
  prerelease: undefined,
  tagOnly: [],
};

const judge = ({ name }: WorkspacePackage, planned = true): Judgement =>
  toJudgement({ name, version, planned }, { verdict: 'new' }, { lenient: false });

async function plan(given: Given): Promise<MemberPlan> {
  const { packages = [cart, till], recorded = [], targets = ['https://r.example/'], distTags } = given;
  const { publishing = { access: undefined, provenance: false } } = given;
  const context: MemberContext = {
    workspace: { root, manager: 'npm', changesets: false, members: [], packages },
    policy,
    planned: undefined,
    checkout: { root, commit: 'c1', dirty: false },
    tags: { local: none, remote: undefined },
    settings: { targets: () => targets, publishing },
    registry: {
      addressOf: () => 'https://r.example/',
      findTags: async () => distTags ?? none,
      find: async () => expect.unreachable(),
      fetchServed: async () => expect.unreachable(),
      fetchPromised: async () => expect.unreachable(),
    },
    say: expect.unreachable,
    env: {},
    distTag: undefined,
    ...given,
  };
  const time = '2026-11-21T02:00:00Z';
  const records = new Map(
    recorded.map((fields): [string, RecordedRelease] => [
      `cart@${version}`,
      { name: 'cart', version, digest: 'd', time, ...fields },
    ]),
  );
  const judged = given.judged ?? packages.map((pkg) => judge(pkg));
  return planMembers(context, { packages: judged }, { history: { records }, tarballs });
}

const keys = ({ members }: MemberPlan) => members.map(({ name, kind }) => `${name} ${kind}`);
const codes = ({ problems }: MemberPlan) => problems.map(({ code }) => code);

describe('planMembers', () => {
  it('puts what is needed first, each with its bytes, content and dist-tag', async () => {
    const { members, problems } = await plan({ distTag: 'next' });
    expect(members).toMatchObject([
      { name: 'till', distTag: 'next', integrity: tarballs[1]?.integrity },
      { name: 'cart', distTag: 'next', integrity: tarballs[0]?.integrity },
    ]);
    expect(members[0]?.digest).toMatch(/^sha256-[\da-f]{64}$/);
    expect(problems).toEqual([]);
  });

  it('refuses nothing that somebody else has published since the guard asked', async () => {
    const given = await plan({ distTags: new Map([['latest', version]]) });
    expect([keys(given), codes(given)]).toEqual([['till package', 'cart package'], []]);
    expect(given.members).toMatchObject([{ isSeen: true }, { isSeen: true }]);
  });

  it('takes for published by nobody what its tag does not name', async () => {
    const { members } = await plan({ distTags: new Map([['latest', '0.9.0']]) });
    expect(members).toMatchObject([{ isSeen: false }, { isSeen: false }]);
  });

  it.each<[string, Given]>([
    ['is not planned', { judged: [judge(till), judge(cart, false)] }],
    ['the guard does not know', { judged: [judge(till)] }],
    ['Changesets ignores', { policy: { ...policy, ignored: new Set(['cart']) } }],
  ])('leaves out what %s', async (_, given) => {
    expect(keys(await plan(given))).toEqual(['till package']);
  });

  it.each<[string, Given, readonly string[]]>([
    ['it is on record', { recorded: [{ integrity }] }, ['VERSION_BURNT']],
    ['it is a tag on record', { recorded: [{ digest: 'tag-only' }] }, ['RELEASE_RECORDED']],
    [
      'other content is on record of elsewhere',
      { recorded: [{ integrity, registry: 'https://s.example/' }] },
      ['RELEASE_RECORDED'],
    ],
    ['tools do not agree where it goes', { targets: ['a', 'b'] }, ['WRONG_REGISTRY', 'WRONG_REGISTRY']],
    [
      'it could have no provenance here',
      { publishing: { access: 'public', provenance: true } },
      ['PUBLISH_IMPOSSIBLE', 'PUBLISH_IMPOSSIBLE'],
    ],
    [
      'its tag is elsewhere',
      { tags: { local: new Map([['till@1.0.0', 'c0']]), remote: none } },
      ['TAG_TAKEN'],
    ],
    [
      'its tag is elsewhere on the remote',
      { tags: { local: none, remote: new Map([['till@1.0.0', 'c0']]) } },
      ['TAG_TAKEN'],
    ],
    [
      'its tag is here, and elsewhere on the remote',
      { tags: { local: new Map([['till@1.0.0', 'c1']]), remote: new Map([['till@1.0.0', 'c0']]) } },
      ['TAG_TAKEN'],
    ],
    [
      'its dist-tag would go back',
      { distTags: new Map([['latest', '1.1.0']]) },
      ['DIST_TAG_BACKWARDS', 'DIST_TAG_BACKWARDS'],
    ],
  ])('plans nothing at all where of something %s', async (_, given, expected) => {
    const planned = await plan(given);
    expect([keys(planned), codes(planned)]).toEqual([[], expected]);
  });

  it('lets a tag stand that is at this commit', async () => {
    const planned = await plan({ tags: { local: new Map([['till@1.0.0', 'c1']]), remote: none } });
    expect(codes(planned)).toEqual([]);
  });

  it('stops at a tarball that is no longer what was packed', async () => {
    const gone = { ...cart, name: 'gone' };
    await expect(plan({ packages: [gone] })).rejects.toMatchObject({ code: 'TARBALL_CHANGED' });
  });

  it.each<[string, Partial<Given>, readonly string[]]>([
    ['not yet tagged', {}, ['app tag-only']],
    ['tagged here', { tags: { local: new Map([['app@2.0.0', 'c1']]), remote: none } }, []],
    ['tagged on the remote', { tags: { local: none, remote: new Map([['app@2.0.0', 'c1']]) } }, []],
    ['not to be tagged', { tags: undefined }, []],
  ])('plans for a private package that is %s: %j', async (_, given, expected) => {
    const planned = await plan({ packages: [], policy: { ...policy, tagOnly: [app] }, ...given });
    expect(keys(planned)).toEqual(expected);
  });
});
