import { createClaim } from './claims.ts';
import type { FileLedgerOptions } from './file.ts';
import { claimAll, dropClaim } from './git/claim.ts';
import { issueBlock } from './git/issue.ts';
import { createLeases } from './git/lease.ts';
import { makeMeetingFolder } from './git/meeting.ts';
import { openQueue, type Queue } from './git/queue.ts';
import { readAll } from './git/read.ts';
import { recordAll } from './git/record.ts';
import { openRemote } from './git/remote.ts';
import type { Ledger } from './ledger.ts';
import { checkRevision, type Subject } from './source.ts';

/** Options of a git ledger. */
export interface GitLedgerOptions extends FileLedgerOptions {
  /**
   * A folder of the clone.
   * @default process.cwd()
   */
  readonly root?: string;
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
}

/**
 * Creates a ledger in refs of a git remote, changed by compare-and-swap push: many machines, nothing to run.
 * Branches, index and work tree are not touched; shallow and detached clones will do.
 *
 * @throws VerstampError from its methods: `LEDGER_UNREACHABLE`, `LEDGER_DAMAGED`, `LEDGER_NEWER`, `RELEASE_RECORDED`.
 */
export function gitLedger(remoteName: string, options: GitLedgerOptions = {}): Ledger {
  const { root = '.', start = 1, lease: mostLeased = 16, silenceMs = 10_000, now = Date.now } = options;
  checkRevision(start, 'start');
  const remote = openRemote({ root, silenceMs }, remoteName);
  const issue = async (subject: Subject, count: number): Promise<number> =>
    issueBlock(remote, { subject, count, start });
  const enterQueue = async (): Promise<Queue> =>
    openQueue(makeMeetingFolder(await remote.address(), root), now);
  return {
    source: 'git',
    issue,
    next: createLeases({ issue, enterQueue, mostLeased, now }),
    claim: async (request) => claimAll(remote, { claim: createClaim(request, now()), now }),
    drop: (claim) => dropClaim(remote, claim),
    record: (releases) => recordAll(remote, releases),
    read: async () => readAll(remote, now()),
  };
}
