import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  guardRelease,
  releaseWorkspace,
  type GuardReport,
  type Patience,
  type ReleaseReport,
} from '../src/index.ts';
import { startFaultyRegistry, type Fault, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { createShop, STOPPED, type Shop } from './shop.ts';
import { QUIET_ENV, TOKEN } from '@verstamp/testing/workspace';

const LEDGER = '.verstamp/ledger.jsonl';

/** What a registry is asked for. */
export type Asked = 'version document' | 'packument' | 'tarball';

/** The three things that a registry is asked for, in the order in which they are. */
export const ASKED: readonly Asked[] = ['version document', 'packument', 'tarball'];

/** A published package, and a workspace that would publish the same version with other content. */
export interface Stage {
  readonly real: TestRegistry;
  readonly shop: Shop;
  /** The version that is published with other content. */
  readonly altered: string;
  /** What the registry answered before that version was published, and what its tarball was then. */
  readonly stale: Readonly<Record<Asked, Fault>>;
  /** The ledger of those who published it. */
  readonly ledger: Buffer;
  close(): Promise<void>;
}

/** What happens to what is asked about the altered package, and to its upload. */
export type Faults = Partial<Readonly<Record<Asked | 'upload', Fault>>>;

/** One cell of the table. */
export interface Trial {
  readonly command: 'guard' | 'release';
  readonly faults: Faults;
  /** @default the real one */
  readonly patience?: Patience;
  /** Whether the ledger remembers what was published. @default false */
  readonly remembers?: boolean;
}

/** What a trial came to. */
export interface Outcome {
  readonly conclusion: GuardReport['conclusion'] | 'thrown';
  readonly verdict: string;
  readonly message: string;
  /** The address of the faulty registry. */
  readonly url: string;
  readonly milliseconds: number;
  /** The requests with a body. */
  readonly bodies: readonly string[];
}

/** Publishes a package twice to a real registry, and prepares what differs from its last version. */
export async function setStage(scope: string): Promise<Stage> {
  const real = await startRegistry();
  const theirs = await createShop(real.url, { scope, count: 2 });
  const [base = '', cart = ''] = theirs.names;
  const address = `${real.url}${base.replace('/', '%2f')}`;
  await theirs.prepare('0.9.0', 'first');
  await theirs.release();
  const packument = await (await fetch(address)).text();
  const tarball = Buffer.from(
    await (await fetch(`${real.url}${base}/-/${base.split('/')[1]}-0.9.0.tgz`)).arrayBuffer(),
  );
  await theirs.prepare({ [base]: '1.0.0', [cart]: '0.9.0' }, { [base]: 'theirs', [cart]: 'first' });
  await theirs.release();
  const ledger = await readFile(join(theirs.workspace.root, LEDGER));
  await theirs.remove();
  const shop = await createShop(real.url, { scope, count: 2 });
  await shop.prepare('1.0.0', 'ours');
  return {
    real,
    shop,
    altered: base,
    ledger,
    stale: {
      'version document': { kind: 'answer', status: 404, body: '{"error":"version not found: 1.0.0"}' },
      packument: { kind: 'answer', status: 200, body: packument },
      tarball: { kind: 'swap', change: () => tarball },
    },
    async close() {
      await shop.remove();
      await real.close();
    },
  };
}

/** A copy of the workspace, sent to a faulty registry of its own. */
export interface Place {
  readonly root: string;
  readonly planFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly proxy: FaultyRegistry;
  close(): Promise<void>;
}

/** Copies the workspace of a stage. */
export async function openPlace(
  stage: Stage,
  faults: (authorization: string | undefined) => Faults,
): Promise<Place> {
  const proxy = await startFaultyRegistry(stage.real.url);
  const root = await mkdtemp(join(tmpdir(), 'verstamp-trial-'));
  await cp(stage.shop.workspace.root, root, { recursive: true });
  const name = stage.altered.split('/')[1] ?? '';
  proxy.fault = (method, path) => {
    if (!path.includes(name)) return { kind: 'pass' };
    const authorization = proxy.seen.at(-1)?.[2];
    return faults(authorization)[method === 'PUT' ? 'upload' : askedOf(path)] ?? { kind: 'pass' };
  };
  return {
    root,
    planFolder: join(root, 'packed'),
    env: { ...QUIET_ENV, ...pointTo(proxy.url) },
    proxy,
    async close() {
      await proxy.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Runs one cell of the table in a copy of the workspace, against a proxy of its own. */
export async function runTrial(stage: Stage, trial: Trial): Promise<Outcome> {
  const place = await openPlace(stage, () => trial.faults);
  const { root, planFolder, env, proxy } = place;
  const started = performance.now();
  try {
    if (trial.remembers) {
      await mkdir(join(root, dirname(LEDGER)), { recursive: true });
      await writeFile(join(root, LEDGER), stage.ledger);
    }
    const common = { cwd: root, planFolder, env, ...(trial.patience ? { patience: trial.patience } : {}) };
    const outcome =
      trial.command === 'guard'
        ? describeGuard(await guardRelease(common))
        : describeRelease(await releaseWorkspace({ ...STOPPED, ...common }));
    return finish(outcome);
  } catch (error) {
    const { code = '', message } = error as Error & { readonly code?: string };
    return finish({ conclusion: 'thrown', verdict: code, message });
  } finally {
    await place.close();
  }

  function finish(outcome: Pick<Outcome, 'conclusion' | 'verdict' | 'message'>): Outcome {
    const milliseconds = performance.now() - started;
    return { ...outcome, url: proxy.url, milliseconds, bodies: [...proxy.bodies] };
  }

  function describeGuard({ conclusion, packages }: GuardReport): Parameters<typeof finish>[0] {
    const judged = packages.find((one) => one.name === stage.altered);
    return { conclusion, verdict: judged?.verdict ?? '', message: judged?.problem?.message ?? '' };
  }

  function describeRelease({ conclusion, guard, problems }: ReleaseReport): Parameters<typeof finish>[0] {
    const [problem] = problems;
    if (!problem || guard.conclusion !== 'allow') return { ...describeGuard(guard), conclusion };
    return { conclusion, verdict: problem.code, message: problem.message };
  }
}

function askedOf(path: string): Asked {
  if (path.endsWith('.tgz')) return 'tarball';
  return /\/\d+\.\d+\.\d+$/.test(path) ? 'version document' : 'packument';
}

/** The settings that send a workspace to another registry than its `.npmrc` does. */
function pointTo(url: string): NodeJS.ProcessEnv {
  return { npm_config_registry: url, [`npm_config_//${new URL(url).host}/:_authToken`]: TOKEN };
}
