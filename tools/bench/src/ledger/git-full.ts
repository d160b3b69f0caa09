import { randomUUID } from 'node:crypto';
import { formatLines } from '../../../../packages/build/src/revision/git/lines.ts';
import { revisionRef } from '../../../../packages/build/src/revision/git/refs.ts';
import { gitLedger, type Release } from '../../../../packages/build/src/revision/index.ts';
import { median } from '../measure.ts';
import { makeGitPlace, type GitPlace } from './git-place.ts';

/** How much a ledger holds. */
export interface Fullness {
  readonly releases: number;
  /** Names that have revisions, and how many each. */
  readonly names: number;
  readonly revisionsEach: number;
  readonly rounds: number;
}

/** How long a full ledger takes, medians in milliseconds. */
export interface FullTimes {
  /** Git's own push of one ref to the same repository. */
  readonly barePushMs: number;
  readonly numberMs: number;
  readonly claimMs: number;
  /** The record of what was claimed, which ends the claim. */
  readonly recordMs: number;
}

const time = '2026-11-21T00:00:00Z';
const BATCH = 10_000;
const CLAIMED = 300;

/** Fills a ledger, and measures what one number, a claim and a record of 300 packages take then, round by round. */
export async function measureFull(
  fullness: Fullness,
  report: (progress: string) => void,
): Promise<FullTimes> {
  const place = makeGitPlace();
  await fill(place, fullness, report);
  const samples = {
    push: [] as number[],
    number: [] as number[],
    claim: [] as number[],
    record: [] as number[],
  };
  for (let round = 0; round < fullness.rounds; round++) {
    report(`a full git ledger, round ${round + 1} of ${fullness.rounds}`);
    // As in a CI job: a clone that knows nothing of the ledger yet.
    const root = place.clone();
    const ledger = gitLedger('origin', { root });
    const oid = place.git(root, ['hash-object', '-w', '--stdin'], `round ${round}\n`).trim();
    const ref = `refs/bench/${round}`;
    samples.push.push(await measure(() => void place.git(root, ['push', '-q', 'origin', `${oid}:${ref}`])));
    const name = `app-${round}`;
    samples.number.push(await measure(async () => ledger.next({ name, version: '1.4.3' })));
    const releases = Array.from({ length: CLAIMED }, (_, index) => makeRelease(`new-${round}-${index}`));
    const request = { releases, owner: 'bench', durationMs: 60_000 };
    samples.claim.push(await measure(async () => ledger.claim(request)));
    samples.record.push(await measure(async () => ledger.record(releases)));
  }
  place.remove();
  return {
    barePushMs: median(samples.push),
    numberMs: median(samples.number),
    claimMs: median(samples.claim),
    recordMs: median(samples.record),
  };
}

async function fill(
  place: GitPlace,
  { releases, names, revisionsEach }: Fullness,
  report: (progress: string) => void,
): Promise<void> {
  const root = place.clone();
  const ledger = gitLedger('origin', { root });
  for (let from = 0; from < releases; from += BATCH) {
    report(`filling a git ledger: ${from} of ${releases} releases`);
    const count = Math.min(BATCH, releases - from);
    await ledger.record(Array.from({ length: count }, (_, index) => makeRelease(`package-${from + index}`)));
  }
  const updates = Array.from({ length: names }, (_, index) => {
    const name = `app-${index}`;
    const block = { name, first: 1, last: revisionsEach, nonce: randomUUID() };
    const oid = place.git(place.remote, ['hash-object', '-w', '--stdin'], formatLines([block])).trim();
    return `update ${revisionRef({ name, version: '1.4.3' })} ${oid}\n`;
  });
  place.git(place.remote, ['update-ref', '--stdin'], updates.join(''));
}

function makeRelease(name: string): Release {
  return { name, version: '1.4.3', digest: `sha256-${'a'.repeat(43)}=`, time };
}

async function measure(act: () => unknown): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}
