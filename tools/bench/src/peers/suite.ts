import type { Chart } from '../chart.ts';
import type { RunOptions, Suite } from '../suite.ts';
import { formatTable } from '../table.ts';
import { makePlace } from './place.ts';
import { publish, PUBLISHERS, readPeerVersions, type Publisher } from './publishers.ts';
import { SITUATIONS, type Situation } from './situations.ts';

/** How a publisher ended in a situation. */
interface Trial {
  readonly publisher: string;
  readonly situation: string;
  /** The exit code; `null` where it was stopped after two minutes. */
  readonly code: number | null;
  readonly seconds: number;
  /** It said that all is well, and nothing was: somebody would believe it. */
  readonly isWrong: boolean;
}

/** What each publisher makes of a release that must not go out. */
interface PeersResult {
  readonly versions: Readonly<Record<string, string>>;
  readonly trials: readonly Trial[];
}

/** Ways of publishing beside each other, in situations in which a release must be stopped. */
export const peersSuite: Suite<PeersResult> = { title: 'Releases that must be stopped', run, render, charts };

async function run({ isQuick, report }: RunOptions): Promise<PeersResult> {
  const trials: Trial[] = [];
  for (const situation of isQuick ? SITUATIONS.slice(0, 2) : SITUATIONS) {
    for (const publisher of PUBLISHERS) {
      report(`${publisher.title}: ${situation.title}`);
      trials.push(await tryOut(publisher, situation));
    }
  }
  return { versions: readPeerVersions(), trials };
}

async function tryOut(publisher: Publisher, situation: Situation): Promise<Trial> {
  const place = await makePlace(publisher);
  try {
    await situation.prepare(place);
    const { code, seconds, said } = await publish(publisher, place.workspace.root, place.env);
    const isFine = (await situation.isFine?.(place)) ?? false;
    const isControl = situation === SITUATIONS[0];
    if (isControl && !(code === 0 && isFine)) {
      throw new Error(`${publisher.title} does not publish at all.\n${said}`);
    }
    return {
      publisher: publisher.title,
      situation: situation.title,
      code: code ?? null,
      seconds,
      isWrong: code === 0 && !isFine,
    };
  } finally {
    await place.close();
  }
}

function countWrong({ trials }: PeersResult, publisher: string): number {
  return trials.filter((trial) => trial.publisher === publisher && trial.isWrong).length;
}

function render(result: PeersResult): string {
  const { versions, trials } = result;
  const situations = [...new Set(trials.map(({ situation }) => situation))];
  const publishers = [...new Set(trials.map(({ publisher }) => publisher))];
  const rows = situations.map((situation) =>
    [situation].concat(publishers.map((publisher) => describe(trials, situation, publisher))),
  );
  const sums = ['**wrong**', ...publishers.map((publisher) => `**${countWrong(result, publisher)}**`)];
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return (
    'Two packages whose 1.0.0 is out, a real Verdaccio, and a proxy before it that fails as told. In all situations but the ' +
    'first a release must be stopped; **wrong** is an exit code of 0 all the same, while the registry has something else or nothing. ' +
    `Others: ${peers.join(', ')}.\n\n${formatTable(['situation', ...publishers], [...rows, sums])}`
  );
}

function describe(trials: readonly Trial[], situation: string, publisher: string): string {
  const trial = trials.find((one) => one.situation === situation && one.publisher === publisher);
  if (!trial) return '–';
  if (trial.isWrong) return '**0**';
  return trial.code === null ? 'none in 120 s' : String(trial.code);
}

function charts(result: PeersResult): readonly Chart[] {
  const bars = [...new Set(result.trials.map(({ publisher }) => publisher))].map((label, index) => ({
    label,
    value: countWrong(result, label),
    isOurs: index === 0,
  }));
  const measure = 'said that all is well, and nothing was';
  return [{ name: 'peers', title: 'Releases that must be stopped', measure, scale: 'linear', bars }];
}
