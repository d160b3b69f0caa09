import { revisionUnavailable } from '@verstamp/core/problems';
import { checkRevision, parseRevision, type RevisionSource } from './source.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A CI system, how it is recognised, and what numbers a run; a job that is run again has other values. */
interface System {
  readonly marker: string;
  readonly number: string;
  /** Variables that count, from `first`, the attempts at a run that keeps its number. */
  readonly attempts?: readonly string[];
  /** What the first attempt is numbered. */
  readonly first?: 0 | 1;
}

const SYSTEMS: readonly System[] = [
  // The run's number counts each workflow by itself; its id does not.
  { marker: 'GITHUB_ACTIONS', number: 'GITHUB_RUN_ID', attempts: ['GITHUB_RUN_ATTEMPT'] },
  // The pipeline's number stays when a job is retried; the job's does not.
  { marker: 'GITLAB_CI', number: 'CI_JOB_ID' },
  { marker: 'CIRCLECI', number: 'CIRCLE_BUILD_NUM' },
  { marker: 'TF_BUILD', number: 'BUILD_BUILDID', attempts: ['SYSTEM_STAGEATTEMPT', 'SYSTEM_JOBATTEMPT'] },
  { marker: 'BUILDKITE', number: 'BUILDKITE_BUILD_NUMBER', attempts: ['BUILDKITE_RETRY_COUNT'], first: 0 },
  {
    marker: 'BITBUCKET_BUILD_NUMBER',
    number: 'BITBUCKET_BUILD_NUMBER',
    attempts: ['BITBUCKET_STEP_RUN_NUMBER'],
  },
  { marker: 'JENKINS_URL', number: 'BUILD_NUMBER' },
  { marker: 'TEAMCITY_VERSION', number: 'BUILD_NUMBER' },
];

/** Room for attempts: a run's number is followed by two digits for each counter of attempts. */
const ATTEMPTS = 100;

/** Options of a CI run's number. */
export interface CiRunOptions {
  /** @default process.env */
  readonly env?: Env;
}

/**
 * Creates the source that takes the CI system's own number of the run: GitHub Actions, GitLab, CircleCI, Azure
 * Pipelines, Buildkite, Bitbucket, Jenkins, TeamCity. A run that is run again gets another number than the first:
 * if the system keeps its number, digits for the attempt always follow it.
 *
 * @throws VerstampError `REVISION_UNAVAILABLE` from `next` elsewhere.
 */
export function ciRun({ env = process.env }: CiRunOptions = {}): RevisionSource {
  return { source: 'ci-run', next: async () => numberOf(env) };
}

function numberOf(env: Env): number {
  const system = SYSTEMS.find(({ marker }) => env[marker]);
  if (!system) {
    const reason = 'none of the known CI systems runs this. Add another source behind it with firstOf()';
    throw revisionUnavailable({ source: 'ci-run', reason });
  }
  const { number, attempts = [], first = 1 } = system;
  let revision = readVariable(env, number);
  for (const name of attempts) {
    const attempt = (env[name] === undefined ? first : readVariable(env, name)) - first;
    if (attempt < 0 || attempt >= ATTEMPTS) throw tooMany(name);
    revision = checkRevision(revision * ATTEMPTS + attempt, 'ci-run');
  }
  return revision;
}

function readVariable(env: Env, name: string): number {
  return parseRevision(env[name] ?? '', name);
}

function tooMany(name: string): Error {
  const reason = `${name} counts more than ${ATTEMPTS} attempts. Start a new run`;
  return revisionUnavailable({ source: 'ci-run', reason });
}
