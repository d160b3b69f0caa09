import { VerstampError } from '@verstamp/core';
import { inspectFiles, type Inspection } from '@verstamp/release';
import { hideCredentials } from '../targets/site-fetch.ts';
import { loadTarget } from '../targets/target.ts';

/** A target that could be read. */
export interface Reading {
  readonly kind: 'reading';
  readonly target: string;
  readonly inspection: Inspection;
  readonly holds: boolean;
}

/** A target of which nothing could be found out. */
export interface Failure {
  readonly kind: 'failure';
  readonly target: string;
  readonly error: VerstampError;
}

/** What was found out about a target. */
export type Answer = Reading | Failure;

/**
 * Reads targets, one after the other. One that cannot be read hides nothing of the others; if it is the only one, that is
 * all there is to say.
 *
 * @throws VerstampError if the only target cannot be read.
 */
export async function readTargets(targets: readonly string[], cwd: string): Promise<readonly Answer[]> {
  const read = targets.length === 1 ? readTarget : tryTarget;
  const answers: Answer[] = [];
  for (const target of targets) {
    answers.push({ ...(await read(target, cwd)), target: hideCredentials(target) });
  }
  return answers;
}

async function tryTarget(target: string, cwd: string): Promise<Answer> {
  return readTarget(target, cwd).catch((error: unknown) => {
    if (error instanceof VerstampError) return { kind: 'failure', target, error };
    throw error;
  });
}

async function readTarget(target: string, cwd: string): Promise<Reading> {
  const inspection = inspectFiles(await loadTarget(target, cwd));
  const holds = inspection.sightings.length > 0 && inspection.flaws.length === 0;
  return { kind: 'reading', target, inspection, holds };
}
