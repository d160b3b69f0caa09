import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, makeRepository } from '@verstamp/testing/git';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { readWorkspace } from '../../workspace/workspace.ts';
import type { Examination } from './examination.ts';
import type { Fact } from './fact.ts';
import { traceSources } from './trace-sources.ts';

const SINGLE = { 'package.json': '{"name":"cart","version":"1.0.0"}' };
const SEVERAL = {
  'package.json': '{"private":true,"workspaces":["p/*"]}',
  'p/cart/package.json': '{"name":"cart","version":"1.0.0"}',
  'p/web/package.json': '{"name":"web","version":"1.0.0","private":true}',
};

const DIFFERENT = {
  kind: 'published',
  comparison: { kind: 'different', published: '', local: '', files: [] },
} as const;

const commitAll = (root: string): string => {
  makeRepository(root);
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '--allow-empty', '-m', 'Change');
  return git(root, 'rev-parse', 'HEAD');
};

it.each([
  ['of a repository of one package', SINGLE, 'same'],
  ['that another package of the repository may have', SEVERAL, 'changed'],
])('goes by a tag without a name %s: sources are the %s', async (_, files, sources) => {
  const root = makeFolder();
  const commit = (texts: Readonly<Record<string, string>>): string => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return commitAll(root);
  };
  const published = commit(files);
  const [manifest = ''] = Object.keys(files).slice(-2);
  commit({ [join(dirname(manifest), 'index.js')]: '' });
  git(root, 'tag', 'v1.0.0');
  const workspace = await readWorkspace(root);
  const answer = { kind: 'present', tarball: '', integrity: '', commit: published } as const;
  const cases = workspace.packages.map((pkg) => ({ pkg, answer, record: undefined, fact: DIFFERENT }));
  expect(await traceSources(cases, { workspace, releases: undefined })).toMatchObject([
    { fact: { sources } },
  ]);
});

describe('the commits of both sides', () => {
  const absent = '1'.repeat(40);

  /** Traces one package whose release is `published` from, in a clean checkout of a later commit. */
  const trace = async (
    published: 'here' | 'elsewhere' | 'nowhere',
    change: (root: string) => Pick<Examination, 'releases'> = () => ({ releases: undefined }),
    folder = '',
  ): Promise<readonly [first: string, head: string, fact: Fact | undefined]> => {
    const root = makeFolder();
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(
      join(root, 'package.json'),
      '{"name":"shop","version":"1.0.0","private":true,"workspaces":["p/*"]}',
    );
    writeFileSync(join(root, folder, 'package.json'), SINGLE['package.json']);
    const [first, head] = [commitAll(root), commitAll(root)];
    const { releases } = change(root);
    const workspace = await readWorkspace(root);
    const commit = { here: first, elsewhere: absent, nowhere: undefined }[published];
    const answer = { kind: 'present', tarball: '', integrity: '', commit } as const;
    const cases = workspace.packages.map((pkg) => ({ pkg, answer, record: undefined, fact: DIFFERENT }));
    const [found] = await traceSources(cases, { workspace, releases });
    return [first, head, found?.fact];
  };

  it('are not those of an adoption, which nobody published from', async () => {
    const root = makeFolder();
    writeFileSync(join(root, 'package.json'), SINGLE['package.json']);
    const [commit, adopted] = [commitAll(root), commitAll(root)];
    const workspace = await readWorkspace(root);
    const record = { name: 'cart', version: '1.0.0', digest: '', time: '', commit: adopted, adopted: true };
    for (const stated of [commit, undefined]) {
      const answer = { kind: 'present', tarball: '', integrity: '', commit: stated } as const;
      const cases = workspace.packages.map((pkg) => ({ pkg, answer, record, fact: DIFFERENT }));
      const found = await traceSources(cases, { workspace, releases: undefined });
      expect(found).toMatchObject([{ fact: { publishedCommit: stated, sources: 'same' } }]);
    }
  });

  it('are named where both are known', async () => {
    const [first, head, fact] = await trace('here');
    expect(fact).toMatchObject({ publishedCommit: first, localCommit: head, sources: 'same' });
  });

  it('are named where this clone lacks the one, which then tells nothing of sources', async () => {
    const [, head, fact] = await trace('elsewhere');
    expect(fact).toEqual({ ...DIFFERENT, publishedCommit: absent, localCommit: head });
  });

  it.each<[string, (root: string) => Pick<Examination, 'releases'>, folder?: string]>([
    [
      'holds what is in no commit',
      (root) => {
        writeFileSync(join(root, 'index.js'), '');
        return { releases: undefined };
      },
    ],
    [
      'may be made from what is in no commit, outside its folder',
      (root) => {
        writeFileSync(join(root, 'shared.js'), '');
        return { releases: undefined };
      },
      'p/cart',
    ],
    [
      'was packed before',
      () => ({ releases: [{ name: 'cart', version: '1.0.0', tarball: '/cart.tgz', integrity: '' }] }),
    ],
  ])('are not known of what %s, nor where nobody says what was published', async (_, change, folder) => {
    const [, , fact] = await trace('nowhere', change, folder);
    expect(fact).toEqual({ ...DIFFERENT, publishedCommit: undefined, localCommit: undefined });
  });
});
