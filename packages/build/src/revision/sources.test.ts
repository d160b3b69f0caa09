import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { chooseRevision } from './choose.ts';
import { ciRun } from './ci-run.ts';
import { clock } from './clock.ts';
import { firstOf } from './first-of.ts';
import { gitHeight } from './git-height.ts';

const subject = { name: 'shop', version: '1.4.3' };
const unavailable = { code: 'REVISION_UNAVAILABLE' };
let root: string;
beforeEach(() => {
  root = makeFolder();
});

const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
const author = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
const commit = (folder = '.') => git('-C', folder, ...author, 'commit', '-q', '--allow-empty', '-m', 'step');
const choose = (env: Record<string, string>, limit: number) =>
  chooseRevision({ root, env, limit }).next(subject);

describe('the number of a CI run', () => {
  const github = { GITHUB_ACTIONS: 'true', GITHUB_RUN_NUMBER: '417', GITHUB_RUN_ID: '19500000417' };
  it.each([
    [{ ...github, GITHUB_RUN_ATTEMPT: '1' }, 1_950_000_041_700],
    [{ ...github, GITHUB_RUN_ATTEMPT: '2' }, 1_950_000_041_701],
    // Another workflow of the repository, whose runs are numbered from 1, too.
    [{ ...github, GITHUB_RUN_ID: '19500000418' }, 1_950_000_041_800],
    [{ GITLAB_CI: 'true', CI_JOB_ID: '9001', CI_PIPELINE_IID: '3' }, 9001],
    [{ CIRCLECI: 'true', CIRCLE_BUILD_NUM: '12' }, 12],
    [{ TF_BUILD: 'True', BUILD_BUILDID: '7', SYSTEM_STAGEATTEMPT: '2', SYSTEM_JOBATTEMPT: '1' }, 70_100],
    [{ BUILDKITE: 'true', BUILDKITE_BUILD_NUMBER: '5', BUILDKITE_RETRY_COUNT: '0' }, 500],
    [{ BUILDKITE: 'true', BUILDKITE_BUILD_NUMBER: '5', BUILDKITE_RETRY_COUNT: '3' }, 503],
    [{ BITBUCKET_BUILD_NUMBER: '8', BITBUCKET_STEP_RUN_NUMBER: '2' }, 801],
    [{ JENKINS_URL: 'https://ci', BUILD_NUMBER: '33' }, 33],
    [{ TEAMCITY_VERSION: '2026.1', BUILD_NUMBER: '34' }, 34],
  ])('of %j is %i', async (env, expected) => {
    expect(await ciRun({ env }).next(subject)).toBe(expected);
  });

  it.each([
    [{}, unavailable],
    [{ ...github, GITHUB_RUN_ATTEMPT: '101' }, unavailable],
    [{ GITLAB_CI: 'true' }, { code: 'REVISION_INVALID' }],
    [{ JENKINS_URL: 'x', BUILD_NUMBER: '1.2' }, { code: 'REVISION_INVALID' }],
  ])('is none of %j', async (env, problem) => {
    await expect(ciRun({ env }).next(subject)).rejects.toMatchObject(problem);
  });
});

describe('the height of a commit', () => {
  it('counts commits, and repeats for the same one', async () => {
    git('init', '-q');
    await expect(gitHeight({ root }).next(subject)).rejects.toMatchObject(unavailable);
    commit();
    commit();
    const source = gitHeight({ root });
    expect([await source.next(subject), await source.next(subject)]).toEqual([2, 2]);
  });

  it('is none in a shallow clone, where it would be too small', async () => {
    git('init', '-q', 'whole');
    commit('whole');
    commit('whole');
    git('clone', '-q', '--depth=1', `file://${root}/whole`, 'shallow');
    await expect(gitHeight({ root: join(root, 'shallow') }).next(subject)).rejects.toThrow('fetch-depth: 0');
  });
});

describe('the first of several sources', () => {
  it('passes over what is not there, and says which answered', async () => {
    const source = firstOf(ciRun({ env: {} }), gitHeight({ root }), clock({ root }));
    expect(await source.next(subject)).toBeGreaterThan(1e8);
    expect(source.source).toBe('clock');
    await expect(firstOf(ciRun({ env: {} })).next(subject)).rejects.toMatchObject(unavailable);
  });

  it('stops at a source that fails', async () => {
    const failing = ciRun({ env: { GITLAB_CI: 'true', CI_JOB_ID: 'x' } });
    await expect(firstOf(failing, clock({ root })).next(subject)).rejects.toMatchObject({
      code: 'REVISION_INVALID',
    });
  });
});

describe('a limit', () => {
  it('refuses the clock, and names the ledger that fits', async () => {
    await expect(choose({}, 65_535)).rejects.toMatchObject({
      code: 'REVISION_LIMIT',
      message: expect.stringContaining('file:.verstamp/ledger.jsonl') as unknown,
    });
  });

  it('lets the last number through and refuses the next', async () => {
    const env = { VERSTAMP_LEDGER: 'file:ledger.jsonl' };
    expect(await choose(env, 2)).toBe(1);
    expect(await choose(env, 2)).toBe(2);
    await expect(choose(env, 2)).rejects.toMatchObject({ code: 'REVISION_LIMIT' });
  });
});
