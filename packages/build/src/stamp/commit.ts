import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readText } from '../read-text.ts';

/**
 * Reads the commit that is checked out, straight from `.git` and without a process: in a work tree,
 * a linked work tree, a submodule, detached or not. `undefined` if there is none to be read.
 * Whether the tree is dirty is not looked at: it would cost a look at every file.
 */
export function readCommit(folder: string): string | undefined {
  const git = findGit(resolve(folder));
  if (git === undefined) return undefined;
  const head = readText(join(git, 'HEAD'));
  const ref = /^ref: (refs\/[^\0]+)$/.exec(head)?.[1];
  if (ref === undefined) return asCommit(head);
  // A linked work tree keeps its HEAD to itself, and its branches with the others.
  const common = findCommonGit(folder) ?? git;
  return (
    asCommit(readText(join(git, ref))) ?? asCommit(readText(join(common, ref))) ?? readPacked(common, ref)
  );
}

/** Finds the folder that all work trees of a clone share; `undefined` outside of git. */
export function findCommonGit(folder: string): string | undefined {
  const git = findGit(resolve(folder));
  return git === undefined ? undefined : resolve(git, readText(join(git, 'commondir')) || '.');
}

function findGit(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const path = join(current, '.git');
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return path;
    const target = found && /^gitdir: (.+)$/.exec(readText(path))?.[1];
    if (target) return resolve(current, target);
    if (dirname(current) === current) return undefined;
  }
}

function readPacked(common: string, ref: string): string | undefined {
  const line = readText(join(common, 'packed-refs'))
    .split('\n')
    .find((text) => text.endsWith(` ${ref}`));
  return asCommit(line?.slice(0, -ref.length - 1));
}

function asCommit(text: string | undefined): string | undefined {
  return text !== undefined && /^([\da-f]{40}|[\da-f]{64})$/.test(text) ? text : undefined;
}
