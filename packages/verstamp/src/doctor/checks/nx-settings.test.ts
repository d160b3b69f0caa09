import { expect, it } from 'vitest';
import type { JsonObject } from '../../json.ts';
import type { PackageFacts } from '../../repository/facts.ts';
import { listSettings } from './nx-settings.ts';

/** What stands beside a package's script `build`. */
interface Own {
  readonly manifest?: JsonObject;
  readonly project?: JsonObject;
}

function pkgOf({ manifest = {}, project }: Own): PackageFacts {
  return {
    manifest: { file: 'package.json', body: { nx: { targets: { build: manifest } } } },
    folder: 'packages/web',
    name: 'web',
    version: '1.0.0',
    isPrivate: true,
    isMember: true,
    commands: { build: 'vite build' },
    scripts: [],
    taken: undefined,
    project: project && { file: 'project.json', body: { targets: { build: project } } },
    turbo: undefined,
  };
}

const only = (projects: readonly string[], input: string) => ({ filter: { projects }, inputs: [input] });

// Nx 24 was asked for the inputs of the target ("nx show project web --json") in each of these set-ups.
it.each([
  ['a name before a pattern', { 'b*': { inputs: ['a'] }, build: { inputs: ['b'] } }, {}, 'b'],
  ['the longest pattern', { 'b*': { inputs: ['a'] }, 'buil*': { inputs: ['b'] } }, {}, 'b'],
  ['the last entry of a list', { build: [{ inputs: ['a'] }, { inputs: ['b'] }] }, {}, 'b'],
  ['an entry for the project', { build: [{ inputs: ['a'] }, only(['w*'], 'b'), only(['x'], 'c')] }, {}, 'b'],
  ['an entry for its folder', { build: [{ inputs: ['a'] }, only(['packages/*'], 'b')] }, {}, 'b'],
  ['no entry that leaves it out', { build: [{ inputs: ['a'] }, only(['*', '!web'], 'b')] }, {}, 'a'],
  ['the next key where no entry is for it', { build: [only(['x'], 'a')], 'b*': { inputs: ['b'] } }, {}, 'b'],
  ['the runner of scripts', { build: { inputs: ['a'] }, 'nx:run-script': { inputs: ['b'] } }, {}, 'b'],
  [
    'its own executor',
    { build: { inputs: ['a'] }, 'x:y': { inputs: ['b'] } },
    { project: { executor: 'x:y' } },
    'b',
  ],
  ['package.json', { build: { inputs: ['a'] } }, { manifest: { inputs: ['b'] } }, 'b'],
  [
    'project.json before package.json',
    { build: { inputs: ['a'] } },
    { manifest: { inputs: ['b'] }, project: { inputs: ['c'] } },
    'c',
  ],
])('takes %s', (...[, targetDefaults, own, input]) => {
  const nx = { file: 'nx.json', body: { targetDefaults } };
  const settings = listSettings(nx, { pkg: pkgOf(own), task: 'build' });
  expect(settings.find(({ value }) => value['inputs'])?.value['inputs']).toEqual([input]);
});
