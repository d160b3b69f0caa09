import { expect, it } from 'vitest';
import type { Bundle } from './bundles.ts';
import { noteReleaseBuilds } from './release-builds.ts';

const bundles = [{}] as unknown as readonly Bundle[];
const shared = '{ "ledger": "git+ref:origin" }';
const release = 'pnpm build && verstamp release';

const note = (
  given: { command?: string; config?: string | undefined; job?: string; isWhole?: boolean } = {},
) => {
  const { command = release, job = 'run: pnpm run release', isWhole = true } = given;
  const config = 'config' in given ? given.config : shared;
  const facts = {
    root: '',
    packages: [],
    pipelines: [{ file: 'ci.yml', text: job }],
    nx: undefined,
    turbo: undefined,
  };
  const project = { facts, isWhole } as unknown as Parameters<typeof noteReleaseBuilds>[0];
  return noteReleaseBuilds(project, bundles, { commands: { release: command }, config });
};

it('says where the builds of a release would take no number of the ledger', () => {
  expect(note()).toEqual([{ place: 'package.json', text: expect.stringContaining('VERSTAMP_RELEASE=1') }]);
});

it.each([
  ['the script sets it', { command: `VERSTAMP_RELEASE=1 ${release}` }],
  ['the job sets it', { job: 'env: { VERSTAMP_RELEASE: 1 }' }],
  ['one command issues the number', { command: 'verstamp next -- pnpm build && verstamp release' }],
  ['the packages build when they are packed', { command: 'verstamp release' }],
  ['what is not the release comes after it', { command: 'verstamp release && git push --follow-tags' }],
  ['there is no ledger', { config: undefined }],
  ['the ledger is a file, which every build asks', { config: '{ "ledger": "file:.verstamp/ledger.jsonl" }' }],
  ['one package alone is asked about', { isWhole: false }],
])('says nothing where %s', (_, given) => {
  expect(note(given)).toEqual([]);
});
