import type { Chart } from '../../chart.ts';
import { median } from '../../measure.ts';
import { readPeerVersions } from '../../peers/publishers.ts';
import type { RunOptions, Suite } from '../../suite.ts';
import { formatTable } from '../../table.ts';
import { measureCommand } from '../cpu.ts';
import { ASKERS, type Asker } from './askers.ts';
import { makeExistencePlaces, type ExistencePlaces } from './place.ts';

/** What one command took to find out which of so many versions are out. */
interface ExistenceRow {
  readonly asker: string;
  readonly packages: number;
  readonly runs: number;
  /** CPU seconds, the median of all runs. */
  readonly cpuSeconds: number;
  readonly requests: number;
  /** Requests that brought something: an upload would be one. */
  readonly bodies: number;
}

/** What it takes to find out what is out. */
interface ExistenceResult {
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly ExistenceRow[];
}

/** What it takes to find out which versions of a workspace are in a registry. */
export const existenceSuite: Suite<ExistenceResult> = {
  title: 'Which versions are out',
  run,
  render,
  charts,
};

const ROUNDS = 5;
/** Who has taken so many CPU seconds with a workspace is not started again. */
const MOST_SECONDS = 120;

async function run({ isQuick, report }: RunOptions): Promise<ExistenceResult> {
  const rows: ExistenceRow[] = [];
  for (const count of isQuick ? [3] : [10, 100, 500]) {
    report(`publishing ${count} packages`);
    const places = await makeExistencePlaces(count);
    try {
      const taken = ASKERS.map((): Taken[] => []);
      for (let round = 0; round < (isQuick ? 1 : ROUNDS); round++) {
        for (const [index, asker] of ASKERS.entries()) {
          const mine = taken[index] ?? [];
          if (sum(mine) >= MOST_SECONDS) continue;
          report(`${count} packages, round ${round + 1}: ${asker.title}`);
          mine.push(await ask(asker, places));
        }
      }
      for (const [index, { title }] of ASKERS.entries())
        rows.push(summarize(title, count, taken[index] ?? []));
    } finally {
      await places.close();
    }
  }
  return { versions: readPeerVersions(), rows };
}

interface Taken {
  readonly cpuSeconds: number;
  readonly requests: number;
  readonly bodies: number;
}

/** @throws Where it did not ask about every package: it decided nothing then. */
async function ask(asker: Asker, { of, proxy }: ExistencePlaces): Promise<Taken> {
  const place = of(asker.manager);
  const [command = '', ...args] = asker.command(place);
  proxy.seen.length = 0;
  proxy.bodies.length = 0;
  const { cpuSeconds } = await measureCommand({ command, args, cwd: place.root, env: place.env });
  const [requests, bodies] = [proxy.seen.length, proxy.bodies.length];
  const asked = new Set(proxy.seen.map(([, path]) => /many(?:%2f|\/)(p\d+)/i.exec(path)?.[1]));
  if (!place.packages.every(({ name }) => asked.has(name.split('/')[1])))
    throw new Error(`${asker.title} asked about ${asked.size} of ${place.packages.length} packages.`);
  return { cpuSeconds, requests, bodies };
}

function sum(taken: readonly Taken[]): number {
  return taken.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0);
}

function summarize(asker: string, packages: number, taken: readonly Taken[]): ExistenceRow {
  const middle = (name: keyof Taken): number => median(taken.map((one) => one[name]));
  return {
    asker,
    packages,
    runs: taken.length,
    cpuSeconds: middle('cpuSeconds'),
    requests: middle('requests'),
    bodies: middle('bodies'),
  };
}

function render({ versions, rows }: ExistenceResult): string {
  const counts = [...new Set(rows.map(({ packages }) => packages))];
  const most = Math.max(...counts);
  const table = formatTable(
    [
      '',
      'command',
      ...counts.map((count) => `${count} packages, CPU s (runs)`),
      `requests for ${most}`,
      'with a body',
    ],
    ASKERS.map(({ title, shown }) => {
      const mine = rows.filter(({ asker }) => asker === title);
      const last = mine.find(({ packages }) => packages === most);
      const times = mine.map(({ cpuSeconds, runs }) => `${cpuSeconds.toFixed(2)} (${runs})`);
      return [title, shown, ...times, last?.requests ?? '', last?.bodies ?? ''];
    }),
  );
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return (
    'A workspace whose versions are all out, on a real Verdaccio: what each takes to find that out, with the start of all its ' +
    `processes. User and system time, medians of up to ${ROUNDS} interleaved runs; who has taken ${MOST_SECONDS} s with a workspace is ` +
    `not started again. With ${peers.join(', ')}.\n\n${table}`
  );
}

function charts({ rows }: ExistenceResult): readonly Chart[] {
  const most = Math.max(...rows.map(({ packages }) => packages));
  const bars = ASKERS.map(({ title: label, isOurs }) => {
    const row = rows.find(({ asker, packages }) => asker === label && packages === most);
    return { label, value: row?.cpuSeconds ?? 0, isOurs };
  });
  const title = `Which of ${most} versions are out`;
  return [{ name: 'existence', title, measure: 'CPU seconds', scale: 'log', bars }];
}
