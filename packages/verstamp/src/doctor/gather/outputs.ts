import { existsSync, readdirSync, type Dirent } from 'node:fs';
import { join, posix } from 'node:path';
import { STAMP_FILE } from '@verstamp/build';
import { VerstampError } from '@verstamp/core';
import { inspectFiles } from '@verstamp/release';
import type { Doubt } from '../../repository/facts.ts';
import { loadTarget } from '../../targets/target.ts';
import type { OutputFacts } from '../facts.ts';

const MAX_DEPTH = 4;

/** Folders that hold no output of a build. */
const PASSED: ReadonlySet<string> = new Set([
  'node_modules',
  'src',
  '.git',
  '.nx',
  '.turbo',
  '.verstamp',
  'coverage',
]);

/** What was found of the outputs of a workspace. */
export interface OutputReadings {
  readonly outputs: readonly OutputFacts[];
  readonly doubts: readonly Doubt[];
}

/** Inspects every folder that a build of ours wrote, in the packages of a workspace. */
export async function readOutputs(root: string, folders: readonly string[]): Promise<OutputReadings> {
  const others = new Set(folders);
  const found = folders.flatMap((owner) =>
    findOutputs(root, owner, others).map((folder) => ({ folder, owner })),
  );
  const outputs: OutputFacts[] = [];
  const doubts: Doubt[] = [];
  for (const { folder, owner } of found) {
    try {
      const { sightings, flaws } = inspectFiles(await loadTarget(join(root, folder), root));
      outputs.push({ folder, owner, sightings, flaws });
    } catch (problem) {
      if (!(problem instanceof VerstampError)) throw problem;
      doubts.push({ place: folder, problem });
    }
  }
  return { outputs, doubts };
}

/** An output may hold another, which is then looked at as a part of it. */
function findOutputs(
  root: string,
  folder: string,
  others: ReadonlySet<string>,
  depth = 0,
): readonly string[] {
  if (existsSync(join(root, folder, STAMP_FILE))) return [folder];
  if (depth === MAX_DEPTH) return [];
  return listFolder(join(root, folder)).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    const isPassed = !entry.isDirectory() || PASSED.has(entry.name) || others.has(path);
    return isPassed ? [] : findOutputs(root, path, others, depth + 1);
  });
}

/** A folder that this user may not list holds no build of theirs. */
function listFolder(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}
