import { deploy } from '../../../../packages/client/e2e/rollout.ts';
import { exactBuild, sameMajor } from '../../../../packages/core/src/index.ts';
import { nextDelay } from '../../../../packages/client/src/poll.ts';
import { createRandom } from '@verstamp/testing/random';

/** What a rolling deploy did to clients. */
export interface RolloutRow {
  readonly policy: string;
  readonly reloadsEach: number;
  /** The share of clients that are still on the old build a day later. */
  readonly leftBehind: number;
}

const CLIENTS = 2000;
const SERVERS = 10;
const MINUTES = 20;
const SEED = 7;
const INTERVAL_MS = 300_000;
const DAY_MS = 24 * 60 * 60_000;

/** Plays a deploy of ten servers in twenty minutes to 2,000 clients, under ours and under two policies in use. */
export function playRollouts(): readonly RolloutRow[] {
  const plan = { clients: CLIENTS, servers: SERVERS, minutes: MINUTES, seed: SEED };
  const exact = deploy({ ...plan, rule: exactBuild });
  const major = deploy({ ...plan, rule: sameMajor });
  return [
    row('ours, every build matters', exact.reloads, exact.left),
    row('ours, a rule allows the change', major.reloads, major.left),
    { policy: 'reload on any difference', ...playSimple(Infinity) },
    { policy: 'reload on any difference, once a session', ...playSimple(1) },
  ];
}

function row(policy: string, reloads: number, left: number): RolloutRow {
  return { policy, reloadsEach: reloads / CLIENTS, leftBehind: left / CLIENTS };
}

/** Reloads whenever an answer differs from the page, so many times at most; the page may come from any server. */
function playSimple(mostReloads: number): Omit<RolloutRow, 'policy'> {
  const random = createRandom(SEED);
  const isNew = (at: number): boolean => Math.floor(random() * SERVERS) < (at / (MINUTES * 60_000)) * SERVERS;
  let reloads = 0;
  let left = 0;
  for (let client = 0; client < CLIENTS; client++) {
    let isOnNew = false;
    let own = 0;
    for (let at = random() * INTERVAL_MS; at < DAY_MS; at += nextDelay(INTERVAL_MS, 0, random())) {
      if (isNew(at) === isOnNew || own >= mostReloads) continue;
      own++;
      isOnNew = isNew(at);
    }
    reloads += own;
    if (!isOnNew) left++;
  }
  return { reloadsEach: reloads / CLIENTS, leftBehind: left / CLIENTS };
}
