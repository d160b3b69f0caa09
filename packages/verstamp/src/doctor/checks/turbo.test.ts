import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../json.ts';
import type { PackageFacts } from '../../repository/facts.ts';
import { NO_FACTS, type Facts } from '../facts.ts';
import { checkTurbo } from './turbo.ts';

/** A package that stamps, with or without a turbo.json of its own. */
function pkgOf(turbo: JsonObject | undefined): PackageFacts {
  const script = { file: 'packages/web/vite.config.ts', plugins: ['vite'], bundlers: ['vite'] };
  return {
    manifest: { file: 'packages/web/package.json', body: {} },
    folder: 'packages/web',
    name: 'web',
    version: '1.0.0',
    isPrivate: true,
    isMember: true,
    commands: { build: 'vite build' },
    scripts: [{ ...script, lists: [], revisions: [], isOpen: false }],
    taken: undefined,
    project: undefined,
    turbo: turbo && { file: 'packages/web/turbo.json', body: turbo },
  };
}

function factsOf(root: JsonObject, own?: JsonObject): Facts {
  return { ...NO_FACTS, packages: [pkgOf(own)], turbo: { file: 'turbo.json', body: root } };
}

const BOTH = ['VERSTAMP_REVISION', 'VERSTAMP_RELEASE'];
const OWN = { extends: ['//'] };
const ALL = { tasks: { build: { env: BOTH } } };
const WEB = 'packages/web/turbo.json';

// Turborepo 2.11 was asked for the hashes of two runs in each of these set-ups.
describe('a task of Turborepo', () => {
  it.each([
    ['lists the variables', factsOf({ tasks: { build: { env: BOTH } } })],
    ['lists them by a pattern', factsOf({ tasks: { build: { env: ['VERSTAMP_*'] } } })],
    ['is one of many that hear of them', factsOf({ globalEnv: ['VERSTAMP_*'], tasks: { build: {} } })],
    [
      'leaves out what all hear of',
      factsOf({ globalEnv: BOTH, tasks: { build: { env: ['!VERSTAMP_REVISION'] } } }),
    ],
    ['is not cached', factsOf({ tasks: { build: { cache: false } } })],
    ['is none of its', factsOf({ tasks: { lint: {} } })],
    ['extends the list', factsOf(ALL, { ...OWN, tasks: { build: { env: ['$TURBO_EXTENDS$', 'MODE'] } } })],
    ['says nothing of it', factsOf(ALL, { ...OWN, tasks: { build: { outputs: ['dist/**'] } } })],
    [
      'has an entry of its own',
      factsOf({ tasks: { 'web#build': { env: BOTH }, build: {} } }, { ...OWN, tasks: { build: {} } }),
    ],
  ])('that %s is run again', (_, facts) => {
    expect(checkTurbo(facts)).toEqual([]);
  });

  it.each([
    ['lists nothing', 'turbo.json', factsOf({ tasks: { build: {} } })],
    ['only passes them on', 'turbo.json', factsOf({ tasks: { build: { passThroughEnv: BOTH } } })],
    [
      'takes them out again',
      'turbo.json',
      factsOf({ tasks: { build: { env: ['!VERSTAMP_REVISION', 'VERSTAMP_*'] } } }),
    ],
    [
      'has a lesser entry of its own',
      'turbo.json',
      factsOf({ tasks: { build: { env: BOTH }, 'web#build': { outputs: [] } } }),
    ],
    ['has another list', WEB, factsOf(ALL, { ...OWN, tasks: { build: { env: ['MODE'] } } })],
    ['extends nothing', WEB, factsOf(ALL, { ...OWN, tasks: { build: { extends: false } } })],
  ])('that %s is replayed', (_, place, facts) => {
    expect(checkTurbo(facts)).toMatchObject([
      { severity: 'error', place, problem: { code: 'TASK_CACHE_REPLAYS' } },
    ]);
  });
});
