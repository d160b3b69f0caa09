import { randomUUID } from 'node:crypto';
import { createClaim, findHolders, isLive, keyOf, selectNew } from './claims.ts';
import { persist } from './git/persist.ts';
import { makeMeetingFolder } from './git/meeting.ts';
import { openQueue, type Queue } from './git/queue.ts';
import { formatLines, readBlocks, readClaims, readReleases, type Block } from './git/records.ts';
import { claimRef, readLines, REFS, releaseRef, revisionRef } from './git/refs.ts';
import { openRemote, type GitRemote, type RefChange } from './git/remote.ts';
import type { Claim, ClaimOutcome, Ledger, LedgerContents, Release } from './ledger.ts';
import { checkRevision, type Subject } from './source.ts';

/** What a git ledger may be told. */
export interface GitLedgerOptions {
  /**
   * A folder of the clone.
   * @default process.cwd()
   */
  readonly root?: string;
  /**
   * The first number of a name.
   * @default 1
   */
  readonly start?: number;
  /**
   * The most numbers that a process which asks often takes at once.
   * @default 16
   */
  readonly lease?: number;
  /**
   * How long the remote may be silent.
   * @default 10_000
   */
  readonly silenceMs?: number;
  /**
   * Tells the time, in milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: () => number;
}

interface Lease {
  next: number;
  last: number;
  size: number;
}

const REMEMBERED = 64;

/**
 * Creates a ledger in refs of a git remote, changed by compare-and-swap push: many machines, nothing to run.
 * Branches, index and work tree are not touched; shallow and detached clones will do.
 *
 * @throws VerstampError from its methods: `LEDGER_UNREACHABLE`, `LEDGER_DAMAGED`.
 */
export function gitLedger(remoteName: string, options: GitLedgerOptions = {}): Ledger {
  const { root = '.', start = 1, lease: mostLeased = 16, silenceMs = 10_000, now = Date.now } = options;
  checkRevision(start, 'start');
  const remote = openRemote({ root, silenceMs }, remoteName);
  let processes: Promise<Queue> | undefined;
  const enterQueue = async () => openQueue(makeMeetingFolder(await remote.address(), root), now);
  const leases = new Map<string, Lease>();
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = queue.then(act, act);
    queue = turn.catch(() => undefined);
    return turn;
  };
  return {
    source: 'git',
    issue: (subject, count) => issueBlock(remote, { subject, count, start, remoteName }),
    next: (subject) =>
      inTurn(async () => {
        const lease = leases.get(subject.name) ?? { next: 1, last: 0, size: 1 };
        leases.set(subject.name, lease);
        if (lease.next > lease.last) {
          const { first, count } = await (
            await (processes ??= enterQueue())
          ).issue({ name: subject.name, count: lease.size, after: lease.last }, async (wanted) =>
            issueBlock(remote, { subject, count: wanted, start, remoteName }),
          );
          lease.next = first;
          lease.last = first + (count - 1);
          lease.size = Math.min(lease.size * 4, mostLeased);
        }
        return lease.next++;
      }),
    claim: async (request) => claimAll(remote, { claim: createClaim(request, now()), now, remoteName }),
    drop: (claim) => dropClaim(remote, claim, remoteName),
    record: (releases) => recordAll(remote, releases, remoteName),
    async find(subject) {
      const ref = releaseRef(subject);
      const lines = readReleases(ref, (await remote.read(ref)).get(ref));
      return lines.find((release) => keyOf(release) === keyOf(subject));
    },
    read: async () => readAll(remote, now()),
  };
}

interface IssueRequest {
  readonly subject: Subject;
  readonly count: number;
  readonly start: number;
  readonly remoteName: string;
}

async function issueBlock(
  remote: GitRemote,
  { subject, count, start, remoteName }: IssueRequest,
): Promise<number> {
  checkRevision(count - 1, 'count');
  const { name } = subject;
  const ref = revisionRef(subject);
  const nonce = randomUUID();
  return persist(remoteName, async () => {
    const value = (await remote.read(ref)).get(ref);
    const blocks = readBlocks(ref, value);
    const answered = blocks.find((block) => block.nonce === nonce);
    if (answered) return { result: answered.first };
    const first = Math.max(start, (blocks[0]?.last ?? 0) + 1);
    const block: Block = { name, first, last: checkRevision(first + (count - 1), 'git'), nonce };
    const [to] = await remote.store([formatLines([block, ...blocks.slice(0, REMEMBERED - 1)])]);
    return { push: await remote.push([{ ref, from: value?.oid, to }]), result: first };
  });
}

interface ClaimContext {
  readonly claim: Claim;
  readonly now: () => number;
  readonly remoteName: string;
}

async function claimAll(remote: GitRemote, { claim, now, remoteName }: ClaimContext): Promise<ClaimOutcome> {
  const refs = claim.releases.map(claimRef);
  return persist<ClaimOutcome>(remoteName, async () => {
    const [held, [to]] = await Promise.all([
      remote.read(`${REFS.claims}*`),
      remote.store([formatLines([claim])]),
    ]);
    const by = findHolders(readClaims(held), claim).filter((other) => isLive(other, now()));
    if (by.length > 0) return { result: { kind: 'held', by } };
    const result: ClaimOutcome = { kind: 'claimed', claim };
    const changes = refs
      .map((ref) => ({ ref, from: held.get(ref)?.oid, to }))
      .filter(({ from }) => from !== to);
    return changes.length > 0 ? { push: await remote.push(changes), result } : { result };
  });
}

async function dropClaim(remote: GitRemote, claim: Claim, remoteName: string): Promise<void> {
  const refs = new Set(claim.releases.map(claimRef));
  await persist(remoteName, async () => {
    const held = await remote.read(`${REFS.claims}*`);
    const changes: RefChange[] = [];
    for (const [ref, value] of held) {
      const isOurs = readLines(ref, value.text).some((line) => (line as Claim).nonce === claim.nonce);
      if (refs.has(ref) && isOurs) changes.push({ ref, from: value.oid, to: undefined });
    }
    return changes.length > 0
      ? { push: await remote.push(changes), result: undefined }
      : { result: undefined };
  });
}

/** The record and the end of the claims are one push, so that neither is ever without the other. */
async function recordAll(remote: GitRemote, releases: readonly Release[], remoteName: string): Promise<void> {
  if (releases.length === 0) return;
  const shards = [...new Set(releases.map(releaseRef))];
  const claimed = releases.map(claimRef);
  await persist(remoteName, async () => {
    const values = await remote.read(...shards, ...claimed);
    const known = shards.flatMap((ref) => readReleases(ref, values.get(ref)));
    const byKey = new Map(known.map((release) => [keyOf(release), release]));
    const added = selectNew(releases, (release) => byKey.get(keyOf(release)));
    const grown = shards
      .map((ref) => ({ ref, lines: added.filter((release) => releaseRef(release) === ref) }))
      .filter(({ lines }) => lines.length > 0);
    const texts = grown.map(({ ref, lines }) => (values.get(ref)?.text ?? '') + formatLines(lines));
    const oids = texts.length > 0 ? await remote.store(texts) : [];
    const changes: RefChange[] = grown.map(({ ref }, index) => ({
      ref,
      from: values.get(ref)?.oid,
      to: oids[index],
    }));
    for (const ref of claimed) {
      const claim = values.get(ref);
      if (claim) changes.push({ ref, from: claim.oid, to: undefined });
    }
    return changes.length > 0
      ? { push: await remote.push(changes), result: undefined }
      : { result: undefined };
  });
}

async function readAll(remote: GitRemote, now: number): Promise<LedgerContents> {
  const refs = await remote.read('refs/verstamp/v1/*');
  const under = (prefix: string) => new Map([...refs].filter(([ref]) => ref.startsWith(prefix)));
  const newest = [...under(REFS.revisions)].flatMap(([ref, value]) => readBlocks(ref, value).slice(0, 1));
  const claims = readClaims(under(REFS.claims));
  return {
    revisions: new Map(newest.map(({ name, last }) => [name, last])),
    claims: claims.filter((claim) => isLive(claim, now)),
    lapsed: claims.filter((claim) => !isLive(claim, now)),
    releases: [...under(REFS.releases)].flatMap(([ref, value]) => readReleases(ref, value)),
  };
}
