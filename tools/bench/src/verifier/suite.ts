import type { Chart } from '../chart.ts';
import type { RunOptions, Suite } from '../suite.ts';
import { formatTable } from '../table.ts';
import { tryMalformed, type Malformed } from './malformed.ts';
import { countAlarms, POLLER_TITLES, type AlarmRow } from './polling/alarms.ts';
import { describeAlarms, drawAlarms } from './polling/show.ts';
import { playRollouts, type RolloutRow } from './rollouts.ts';
import { measureSizes, type Size } from './sizes.ts';

/** What was measured of the verifier, beside others. */
interface VerifierResult {
  readonly sizes: readonly Size[];
  readonly malformed: readonly Malformed[];
  readonly pollers: readonly string[];
  readonly alarms: readonly AlarmRow[];
  readonly rollouts: readonly RolloutRow[];
}

/** What a page loads, what is taken for a version or an update, and what a rolling deploy does to clients. */
export const verifierSuite: Suite<VerifierResult> = { title: 'Verifying', run, render, charts };

async function run({ isQuick, report }: RunOptions): Promise<VerifierResult> {
  report('sizes, malformed versions, rolling deploys');
  const parts = { sizes: await measureSizes(), malformed: tryMalformed(), rollouts: playRollouts() };
  return { ...parts, pollers: POLLER_TITLES, alarms: await countAlarms({ isQuick, report }) };
}

function render({ sizes, malformed, pollers, alarms, rollouts }: VerifierResult): string {
  const bytes = formatTable(
    ['what a page loads', 'gzip'],
    sizes.map(({ what, bytes: size }) => [what, `${size} B`]),
  );
  const kinds = formatTable(
    ['contender', 'texts that are no version', 'taken for one', 'thrown'],
    malformed.map(({ contender, kinds: count, accepted, thrown }) => [
      contender,
      count,
      accepted.length,
      thrown,
    ]),
  );
  const reloads = formatTable(
    ['policy', 'reloads each', 'left on the old build'],
    rollouts.map(({ policy, reloadsEach, leftBehind }) => [
      policy,
      reloadsEach.toFixed(2),
      `${(leftBehind * 100).toFixed(0)} %`,
    ]),
  );
  return (
    `Bundled by esbuild, minified:\n\n${bytes}\n\nThe texts of the conformance files; an exception is no verdict:\n\n${kinds}\n\n` +
    `${describeAlarms(pollers, alarms)}\n\n` +
    'A deploy that replaces ten servers in twenty minutes, played to 2,000 clients that poll every five; any server answers. ' +
    'Ours runs the real verifier and reload policy; who is left on the old build under a rule that allows it goes on working, ' +
    `and gets the new one with the next visit:\n\n${reloads}`
  );
}

function charts({ sizes, pollers, alarms }: VerifierResult): readonly Chart[] {
  const bars = sizes.map(({ what, bytes, isOurs }) => ({ label: what, value: bytes, isOurs }));
  return [
    { name: 'verifier', title: 'What a page loads', measure: 'bytes, gzip', scale: 'linear', bars },
    drawAlarms(pollers, alarms),
  ];
}
