import { publishImpossible } from '@verstamp/core/problems';
import type { Environment } from '../environment.ts';
import type { PackageVersion } from '../package-version.ts';
import type { Access } from '../workspace/publish-config.ts';
import type { Publishing } from './publishing.ts';

type PublishProblem = ReturnType<typeof publishImpossible>;

/** Options of finding why npm's own code would not send a package, which it says only in the middle of a release. */
export interface PublishProblemOptions extends Publishing {
  /** Whether its registry does not know any version of it. */
  readonly isNew: boolean;
}

/** Finds why a package cannot be published with an access; `undefined` if it can. */
export function findAccessProblem(
  { name, version }: PackageVersion,
  access: Access | undefined,
): PublishProblem | undefined {
  if (access !== 'restricted' || name.startsWith('@')) return undefined;
  const reason =
    'its access is "restricted", which there is of scoped packages only. Set publishConfig.access, or "access" in the ' +
    'Changesets configuration, to "public".';
  return publishImpossible({ name, version, reason });
}

/** Finds why a package cannot be published as it is set up; `undefined` if it can. */
export function findPublishProblem(
  { name, version }: PackageVersion,
  { access, provenance, isNew }: PublishProblemOptions,
): PublishProblem | undefined {
  if (!isNew || access === 'public' || !provenance) {
    return findAccessProblem({ name, version }, access);
  }
  const reason =
    'it wants provenance, which there is of public packages only, and is new. Set publishConfig.access to "public", or ' +
    'publishConfig.provenance to false.';
  return publishImpossible({ name, version, reason });
}

/** Finds why packages that want provenance cannot be published from here. */
export function findProvenanceProblems(
  wanting: readonly PackageVersion[],
  env: Environment,
): readonly PublishProblem[] {
  const reason = findProvenanceProblem(env);
  if (reason === undefined) return [];
  return wanting.map(({ name, version }) => publishImpossible({ name, version, reason }));
}

/** Finds why no provenance can be made here: only a known CI vouches for where a package was built. */
function findProvenanceProblem(env: Environment): string | undefined {
  const wanted = 'it wants provenance, and';
  if (env['GITHUB_ACTIONS']) {
    if (env['ACTIONS_ID_TOKEN_REQUEST_URL']) return undefined;
    return `${wanted} this job has no identity. Give it the permission "id-token: write".`;
  }
  if (env['GITLAB_CI']) {
    if (env['SIGSTORE_ID_TOKEN']) return undefined;
    return `${wanted} this job has no identity. Give it SIGSTORE_ID_TOKEN in "id_tokens", with "sigstore" as its audience.`;
  }
  return `${wanted} none can be made here. Release in GitHub Actions or GitLab CI, or set publishConfig.provenance to false.`;
}
