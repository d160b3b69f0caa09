import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PATIENCE } from '../src/index.ts';
import { runPool } from '../src/pool.ts';
import {
  ASKED,
  runTrial,
  setStage,
  type Asked,
  type Outcome,
  type Stage,
  type Trial,
} from './fault-table.ts';
import type { Fault } from '@verstamp/testing/faulty-registry';

const answer = (status: number, body = '{"error":"no"}'): Fault => ({ kind: 'answer', status, body });
const SHORT = { timeoutMs: 2000, pausesMs: [] };

/** A fault, and the documents at which it still can be found out what is published. */
interface FaultRow {
  readonly title: string;
  readonly fault: (asked: Asked, stage: Stage) => Fault;
  readonly known?: readonly Asked[];
  /** The status that the message names. */
  readonly status?: number;
  /** @default as it comes */
  readonly patience?: Trial['patience'];
}

const AS_ANY: readonly Asked[] = ['version document'];
const always = (fault: Fault) => () => fault;

const FAULTS: readonly FaultRow[] = [
  { title: '401', fault: always(answer(401)), known: AS_ANY, status: 401 },
  { title: '403', fault: always(answer(403)), known: AS_ANY, status: 403 },
  { title: '404', fault: always(answer(404)), known: AS_ANY, status: 404 },
  { title: '409', fault: always(answer(409)), known: AS_ANY, status: 409 },
  { title: '429', fault: always(answer(429)), status: 429 },
  { title: '500', fault: always(answer(500)), status: 500 },
  { title: 'HTML', fault: always(answer(200, '<html>Please log in</html>')), status: 200 },
  { title: 'cut JSON', fault: always(answer(200, '{"name":"@faults/base","versions":{')), status: 200 },
  { title: 'cut connection', fault: always({ kind: 'cut' }) },
  { title: 'reset', fault: always({ kind: 'reset' }) },
  { title: 'hang', fault: always({ kind: 'hang' }), patience: PATIENCE },
  { title: 'half an answer', fault: always({ kind: 'stall' }), patience: SHORT },
  { title: '30 s late', fault: always({ kind: 'late', milliseconds: 30_000 }), patience: SHORT },
  { title: 'stale', fault: (asked, { stale }) => stale[asked], known: AS_ANY },
];

interface Row {
  readonly command: Trial['command'];
  readonly asked: Asked;
  readonly fault: FaultRow;
}

const ROWS: readonly Row[] = FAULTS.flatMap((fault) =>
  ASKED.flatMap((asked) => (['guard', 'release'] as const).map((command) => ({ command, asked, fault }))),
);

const nameOf = ({ command, asked, fault }: Row): string => `${command}, ${asked}: ${fault.title}`;

let stage: Stage;
let outcomes: ReadonlyMap<string, Outcome>;

async function run(row: Row): Promise<readonly [string, Outcome]> {
  const { command, asked, fault } = row;
  const faults = {
    // A registry without version documents is asked for the packument.
    ...(asked === 'packument' ? { 'version document': answer(404) } : {}),
    [asked]: fault.fault(asked, stage),
  };
  const patience = fault.patience ?? { ...PATIENCE, pausesMs: [5] };
  return [nameOf(row), await runTrial(stage, { command, faults, patience })];
}

beforeAll(async () => {
  stage = await setStage('faults');
  // What waits for nothing runs side by side.
  const waiting = ROWS.filter(({ fault }) => fault.patience);
  const busy = ROWS.filter(({ fault }) => !fault.patience);
  const [slow, quick] = await Promise.all([runPool(waiting, run, waiting.length), runPool(busy, run, 6)]);
  outcomes = new Map([...slow, ...quick]);
}, 150_000);

afterAll(async () => stage.close());

const outcomeOf = (row: Row): Outcome => {
  const outcome = outcomes.get(nameOf(row));
  if (!outcome) throw new Error('This row was not run.');
  return outcome;
};

it('lets nothing go out by a fault, and sends nothing', () => {
  const lines = ROWS.map((row) => {
    const { conclusion, verdict, milliseconds } = outcomeOf(row);
    const cells = [
      row.command,
      row.asked,
      row.fault.title,
      conclusion,
      verdict,
      `${Math.round(milliseconds)} ms`,
    ];
    return cells.map((cell, index) => cell.padEnd([8, 17, 16, 8, 22][index] ?? 0)).join(' ');
  });
  const wrong = ROWS.filter((row) => outcomeOf(row).conclusion === 'allow').map(nameOf);
  const sent = ROWS.flatMap((row) => outcomeOf(row).bodies);
  console.log(`${lines.join('\n')}\nwrong exit 0: ${wrong.length} of ${ROWS.length}`);
  expect({ wrong, sent }).toEqual({ wrong: [], sent: [] });
});

describe.each(FAULTS)('$title', (fault) => {
  const { known, status, patience } = fault;

  it.each(ROWS.filter((row) => row.fault === fault))('$command, $asked', (row) => {
    const { conclusion, verdict, message, url, milliseconds } = outcomeOf(row);
    if (known?.includes(row.asked)) {
      expect([conclusion, verdict]).toEqual(['refuse', 'altered']);
      return;
    }
    expect([conclusion, verdict]).toEqual(['unknown', 'unreachable']);
    expect(message).toContain(`${url}@faults`);
    if (status !== undefined) expect(message).toContain(`status ${status}`);
    if (!patience) return;
    expect(message).toContain(`no progress for ${patience.timeoutMs / 1000} s`);
    expect(milliseconds).toBeGreaterThan(patience.timeoutMs - 100);
    expect(milliseconds).toBeLessThan(2 * PATIENCE.timeoutMs);
  });
});

const askYesterday = async (trial: Pick<Trial, 'command' | 'remembers'>) =>
  runTrial(stage, { ...trial, faults: { ...stage.stale, tarball: answer(404) } });

describe('a registry whose every answer is of yesterday', () => {
  it.each(['guard', 'release'] as const)('convinces no ledger: %s refuses', async (command) => {
    const { conclusion, verdict, bodies } = await askYesterday({ command, remembers: true });
    expect([conclusion, verdict, bodies]).toEqual(['refuse', 'altered', []]);
  });

  it('lets no release end well without one: the registry refuses the upload', async () => {
    const { conclusion, verdict } = await askYesterday({ command: 'release' });
    expect([conclusion, verdict]).toEqual(['unknown', 'RELEASE_UNCONFIRMED']);
  });
});
