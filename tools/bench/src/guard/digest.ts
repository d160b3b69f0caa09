import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureCommand } from './cpu.ts';
import { DIGEST, type Said } from './scripts.ts';
import type { Place, Subject } from './subject.ts';

/** Returns what it takes to digest a large tarball. */
export function digestOf({ folder, env }: Place, large: Buffer): Subject {
  const path = join(folder, 'large.tgz');
  writeFileSync(path, large);
  return {
    title: 'the digest of a tarball of 4 MB',
    aim: '0.08',
    measure: async () => {
      const args = ['--input-type=module', '-e', DIGEST, path];
      const { stdout } = await measureCommand({ command: process.execPath, args, cwd: folder, env });
      return (JSON.parse(stdout) as Said).cpuSeconds;
    },
  };
}
