import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packArchive } from '@verstamp/testing/archive';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { expect, it } from 'vitest';
import { formatIntegrity } from '../../tarball/integrity.ts';
import type { OpenCase } from './case.ts';
import type { Examination } from './examination.ts';
import { readLocalTarballs } from './local-tarballs.ts';

const version = '1.0.0';

// What stands in for the package manager is a script of a shell.
it.skipIf(process.platform === 'win32')(
  "takes the plan's own tarball where packing brings another of that name",
  async () => {
    const root = makeFolder();
    const packed = (name: string, text: string) =>
      packArchive([
        { path: 'package.json', text: JSON.stringify({ name, version }) },
        { path: 'text', text },
      ]);
    const own = packed('a', 'of the plan');
    writeFileSync(join(root, 'package.json'), '{}');
    writeFileSync(join(root, 'own.tgz'), own);
    writeFileSync(join(root, 'a.tgz'), packed('a', 'another'));
    writeFileSync(join(root, 'b.tgz'), packed('b', ''));
    const copy = `for to; do :; done\ncp ${root}/a.tgz ${root}/b.tgz "$to"\n`;
    writeFileSync(join(root, 'npm'), `#!/bin/sh\n${copy}`, { mode: 0o755 });
    const packages = ['a', 'b'].map((name) => ({ name, version, folder: root, manifest: { name, version } }));
    const tarballOf = await readLocalTarballs(
      packages.map((pkg) => ({ pkg, answer: { kind: 'absent' } }) as unknown as OpenCase),
      {
        workspace: { root, manager: 'npm', packages },
        releases: [{ name: 'a', version, tarball: join(root, 'own.tgz'), integrity: formatIntegrity(own) }],
        env: { ...process.env, PATH: `${root}:${process.env['PATH']}` },
        onProgress: () => undefined,
      } as unknown as Examination,
    );
    expect(tarballOf({ name: 'a' }).integrity).toBe(formatIntegrity(own));
    expect(tarballOf({ name: 'b' }).integrity).not.toBe(formatIntegrity(own));
  },
);
