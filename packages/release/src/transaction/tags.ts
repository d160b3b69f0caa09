import type { Release } from '@verstamp/build/revision';
import { tagFailed } from '@verstamp/core/problems';
import { git, isCommit, plain } from '../git/git.ts';
import { REMOTE } from '../git/remote.ts';
import type { Tags } from '../git/tags.ts';
import { isAdopted, type Records } from '../ledger/records.ts';
import { indexByKey, keyOf, type PackageVersion } from '../package-version.ts';
import type { ReleaseSource } from './context.ts';

/** The tag of a release. */
export interface ReleaseTag {
  readonly tag: string;
  readonly name: string;
  readonly version: string;
  readonly commit: string;
}

/** What to do about tags. */
export interface TagPlan {
  /** Those that do not exist yet. */
  readonly make: readonly ReleaseTag[];
  /** Those that the remote does not have, so that they are still to be pushed. */
  readonly tell: readonly ReleaseTag[];
  /** Those that are at another commit, and are left there. */
  readonly misplaced: readonly (ReleaseTag & { readonly got: string })[];
}

/** Names the tag of a release as Changesets does: a repository of one package needs no name in it. */
export function nameTag(release: PackageVersion, { single }: { readonly single: boolean }): string {
  return single ? `v${release.version}` : keyOf(release);
}

/** What is known to be out. */
export interface KnownReleases {
  readonly records: Records;
  /** What went out in this run. */
  readonly released: readonly Release[];
}

/** Lists the tags that there must be: of the workspace's own versions, and of the last release of each package. */
export function listTags(
  { workspace, policy }: Pick<ReleaseSource, 'workspace' | 'policy'>,
  { records, released }: KnownReleases,
): readonly ReleaseTag[] {
  const own = [...workspace.packages, ...policy.tagOnly];
  const names = new Set(own.map(({ name }) => name));
  const last = new Map<string, Release>();
  for (const release of records.values()) {
    const known = last.get(release.name);
    if (names.has(release.name) && (!known || known.time < release.time)) last.set(release.name, release);
  }
  const current = own.flatMap((subject) => records.get(keyOf(subject)) ?? []);
  const wanted = indexByKey([...last.values(), ...current, ...released]);
  return [...wanted.values()].flatMap((release) => {
    const { name, version, commit } = release;
    return commit === undefined || isAdopted(release)
      ? []
      : [{ tag: nameTag(release, policy), name, version, commit }];
  });
}

/** Plans the tags of releases on record. */
export function planTags(wanted: readonly ReleaseTag[], { local, remote }: Tags): TagPlan {
  const standing = (tag: ReleaseTag) => local.get(tag.tag) ?? remote?.get(tag.tag);
  const placed = wanted.filter((tag) => (standing(tag) ?? tag.commit) === tag.commit);
  return {
    make: placed.filter((tag) => standing(tag) === undefined),
    tell: placed.filter(({ tag }) => !remote?.has(tag)),
    misplaced: wanted.flatMap((tag) => {
      const got = standing(tag);
      return got !== undefined && got !== tag.commit ? [{ ...tag, got }] : [];
    }),
  };
}

/** Makes a tag at its release's commit, which is fetched if the clone lacks it; returns why if git does not make it. */
export async function makeTag(
  root: string,
  { tag, commit }: ReleaseTag,
): Promise<ReturnType<typeof tagFailed> | undefined> {
  if (!isCommit(commit)) return tagFailed({ tag, reason: 'its record in the ledger names no commit' });
  await fetchCommit(root, commit);
  // Annotated, as Changesets makes them: `git push --follow-tags` leaves others at home.
  const made = await git(root, [...(await identify(root)), 'tag', '-m', tag, '--', tag, commit]);
  if (made.exitCode === 0) return undefined;
  const stands = await git(root, ['rev-parse', '--verify', '--quiet', `refs/tags/${tag}^{commit}`]);
  // Another run in the same clone may have been faster.
  if (stands.exitCode === 0 && stands.stdout.trim() === commit) return undefined;
  return tagFailed({ tag, reason: plain(made.stderr) });
}

/** A shallow clone stays shallow, a whole one whole. */
async function fetchCommit(root: string, commit: string): Promise<void> {
  const known = await git(root, ['cat-file', '-e', `${commit}^{commit}`]);
  if (known.exitCode === 0) return;
  const shallow = await git(root, ['rev-parse', '--is-shallow-repository']);
  const depth = shallow.stdout.trim() === 'true' ? ['--depth=1'] : [];
  await git(root, ['fetch', '--quiet', '--no-tags', ...depth, REMOTE, commit]);
}

/** A fresh machine may have no identity; the tag then bears the name of the tool that made it. */
async function identify(root: string): Promise<readonly string[]> {
  const { exitCode } = await git(root, ['var', 'GIT_COMMITTER_IDENT']);
  return exitCode === 0 ? [] : ['-c', 'user.name=verstamp', '-c', 'user.email=verstamp@localhost'];
}
