import { formatStamp, type Stamp } from '@verstamp/core';
import { readStampRecord } from './read-record.ts';

/** An output that may change after its build has ended. */
export interface UnsettledOutput {
  /** Tells it from the others of the process, and is the same when it is built again. */
  readonly id: string;
  readonly folder: string;
  readonly stamp: Stamp;
}

const steps = new Map<string, () => void>();

/**
 * Records an output when the process ends, if its folder still holds this one: somebody may have built or cleaned it
 * anew.
 */
export function recordAtExit({ id, folder, stamp }: UnsettledOutput, record: () => void): void {
  if (steps.size === 0) process.once('exit', runSteps);
  steps.set(id, () => {
    if (holds(folder, stamp)) record();
  });
}

function holds(folder: string, stamp: Stamp): boolean {
  try {
    const found = readStampRecord(folder);
    return found !== undefined && formatStamp(found.stamp) === formatStamp(stamp);
  } catch {
    // Whoever writes the files of several builds at once writes one record into another.
    return true;
  }
}

function runSteps(): void {
  for (const step of steps.values()) {
    try {
      step();
    } catch (cause) {
      console.warn(`verstamp: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
}
