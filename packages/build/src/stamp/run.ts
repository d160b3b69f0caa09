import type { Stamp } from '@verstamp/core';
import { chooseRevision } from '../revision/choose.ts';
import type { RevisionSource } from '../revision/source.ts';
import type { Identity } from './identity.ts';
import { resolveStamp } from './resolve.ts';

/** One output of a build that has begun: its stamp is that of all outputs of the same run. */
export interface Output {
  /** The stamp; a revision is issued when the first output asks. */
  stamp(): Promise<Stamp>;
}

/** What identifies a run. */
export interface RunInput extends Identity {
  readonly revision: number | RevisionSource | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What identifies an output and its run. */
export interface OutputInput extends RunInput {
  /** What tells the output from the others of the run: bundler, environment, folder, format. */
  readonly output: unknown;
}

/** A run: all outputs that were begun until one of them begins again. */
interface Run {
  readonly begun: Set<string>;
  stamp: Promise<Stamp> | undefined;
}

const RUNS = Symbol.for('verstamp.runs');

/**
 * Begins an output. Different outputs of one process and package share a stamp, however often their
 * configuration is evaluated; if an output begins again, as in watch mode, a new stamp begins with it.
 */
export function beginOutput(input: OutputInput): Output {
  const runs = processRuns();
  const key = runKey(input);
  const output = outputKey(input.output);
  const known = runs.get(key);
  const run = known && !known.begun.has(output) ? known : { begun: new Set<string>(), stamp: undefined };
  run.begun.add(output);
  runs.set(key, run);
  return { stamp: () => stampOf(run, input) };
}

/** Writes what tells an output from the others of its run. */
export function outputKey(output: unknown): string {
  return JSON.stringify(output, sourceOf);
}

/** Names that are computed are told apart by the code that computes them. */
function sourceOf(_: string, value: unknown): unknown {
  return typeof value === 'function' ? String(value) : value;
}

/**
 * Ends the run of a package, since its files have changed: what begins from here on has a stamp of its own. A run that
 * has none yet is that of this change; another output has heard of it before.
 */
export function endRun(input: RunInput): void {
  const key = runKey(input);
  if (processRuns().get(key)?.stamp) processRuns().delete(key);
}

function runKey({ root, name, version, revision, env }: RunInput): string {
  const given = typeof revision === 'number' ? revision : env['VERSTAMP_REVISION'];
  return JSON.stringify([root, name, version, given]);
}

async function stampOf(run: Run, input: OutputInput): Promise<Stamp> {
  run.stamp ??= issue(input);
  try {
    return await run.stamp;
  } catch (problem) {
    // Whoever asks next may find the ledger well again.
    run.stamp = undefined;
    throw problem;
  }
}

async function issue(input: OutputInput): Promise<Stamp> {
  return resolveStamp({ ...input, source: chooseRevision(input) });
}

/** Shared by every copy of this module in the process: a config may be bundled, or the package installed twice. */
function processRuns(): Map<string, Run> {
  const holder = globalThis as { [RUNS]?: Map<string, Run> };
  return (holder[RUNS] ??= new Map<string, Run>());
}
