import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { git, makeRepository } from '@verstamp/testing/git';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { readWorkspace } from '../../workspace/workspace.ts';
import { traceSources } from './trace-sources.ts';

const SINGLE = { 'package.json': '{"name":"cart","version":"1.0.0"}' };
const SEVERAL = {
  'package.json': '{"private":true,"workspaces":["p/*"]}',
  'p/cart/package.json': '{"name":"cart","version":"1.0.0"}',
  'p/web/package.json': '{"name":"web","version":"1.0.0","private":true}',
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
    makeRepository(root);
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Change');
    return git(root, 'rev-parse', 'HEAD');
  };
  const published = commit(files);
  const [manifest = ''] = Object.keys(files).slice(-2);
  commit({ [join(dirname(manifest), 'index.js')]: '' });
  git(root, 'tag', 'v1.0.0');
  const workspace = await readWorkspace(root);
  const answer = { kind: 'present', tarball: '', integrity: '', commit: published } as const;
  const comparison = { kind: 'different', published: '', local: '', files: [] } as const;
  const fact = { kind: 'published', comparison } as const;
  const cases = workspace.packages.map((pkg) => ({ pkg, answer, record: undefined, fact }));
  expect(await traceSources(cases, workspace)).toMatchObject([{ fact: { sources } }]);
});
