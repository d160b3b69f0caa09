import { expect, it } from 'vitest';
import { findAccessProblem, findProvenanceProblems, findPublishProblem } from './publishable.ts';

const [plain, scoped] = ['a', '@s/a'].map((name) => ({ name, version: '1.0.0' })) as [Subject, Subject];

interface Subject {
  readonly name: string;
  readonly version: string;
}

it.each<[Subject, 'public' | 'restricted' | undefined, boolean]>([
  [plain, 'restricted', true],
  [plain, 'public', false],
  [plain, undefined, false],
  [scoped, 'restricted', false],
])('%o has no access %s: %s', (subject, access, isProblem) => {
  const problem = findAccessProblem(subject, access);
  expect(problem?.code).toBe(isProblem ? 'PUBLISH_IMPOSSIBLE' : undefined);
  if (isProblem)
    expect(problem?.details).toMatchObject({
      ...subject,
      reason: expect.stringContaining('"restricted"') as string,
    });
});

it.each([
  [scoped, { access: undefined, provenance: true, isNew: true }, /provenance.*is new/],
  [scoped, { access: 'restricted', provenance: true, isNew: true }, /provenance.*is new/],
  [scoped, { access: 'public', provenance: true, isNew: true }, undefined],
  [scoped, { access: undefined, provenance: false, isNew: true }, undefined],
  [scoped, { access: undefined, provenance: true, isNew: false }, undefined],
  [plain, { access: 'restricted', provenance: true, isNew: false }, /scoped packages only/],
] as const)('%o with %o can be published, or not since %s', (subject, options, reason) => {
  const problem = findPublishProblem(subject, options);
  expect(problem?.code).toBe(reason && 'PUBLISH_IMPOSSIBLE');
  if (reason)
    expect(problem?.details).toMatchObject({ ...subject, reason: expect.stringMatching(reason) as string });
});

const github = { GITHUB_ACTIONS: 'true' };
const gitlab = { GITLAB_CI: 'true' };

it.each([
  [{}, /GitHub Actions or GitLab CI/],
  [github, /"id-token: write"/],
  [gitlab, /SIGSTORE_ID_TOKEN/],
  [{ ...github, ACTIONS_ID_TOKEN_REQUEST_URL: 'https://a.example' }, undefined],
  [{ ...gitlab, SIGSTORE_ID_TOKEN: 't' }, undefined],
  [{ ...github, SIGSTORE_ID_TOKEN: 't' }, /"id-token: write"/],
])('makes provenance in %o, or not since %s', (env, reason) => {
  const expected = [plain, scoped].map((subject) => ({
    code: 'PUBLISH_IMPOSSIBLE',
    details: { ...subject, reason: reason && (expect.stringMatching(reason) as string) },
  }));
  expect(findProvenanceProblems([plain, scoped], env)).toMatchObject(reason ? expected : []);
});
