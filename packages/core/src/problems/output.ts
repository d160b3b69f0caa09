import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';
import type { Mendable } from './mendable.ts';
import { listSome, showPath } from './text.ts';

/** Two places that bear stamps of one name and not of one build. */
export interface StampConflict {
  readonly file: string;
  readonly stamp: string;
  readonly other: string;
  readonly otherStamp: string;
}

/** Says that stamps which should be of one build are not. */
export function stampsDisagree(
  conflict: StampConflict,
): VerstampError<'STAMPS_DISAGREE', StampConflict & Mendable> {
  const { file, stamp, other, otherStamp } = conflict;
  const fix =
    'Build everything that goes out together under one stamp: "verstamp next -- COMMAND", with one command that builds all; and ' +
    'deploy it as a whole.';
  return new VerstampError(
    'STAMPS_DISAGREE',
    `${showPath(file)} bears ${quote(stamp, 344)} and ${showPath(other)} bears ${quote(otherStamp, 344)}. Expected one build. ${fix}`,
    { ...conflict, fix },
  );
}

/** A file of an output that is not what was built. */
export interface AlteredOutput {
  readonly folder: string;
  readonly files: readonly string[];
  readonly what: 'altered' | 'missing' | 'unreadable';
}

/** Says that an output was changed after its build had recorded it. */
export function outputAltered(
  output: AlteredOutput,
): VerstampError<'OUTPUT_ALTERED', AlteredOutput & Mendable> {
  const { folder, files, what } = output;
  const states = { altered: 'changed', missing: 'removed', unreadable: 'made unreadable' };
  const fix =
    'Let the tool that writes there run as a plugin before verstamp ends, or build again; a release of this output would be refused.';
  return new VerstampError(
    'OUTPUT_ALTERED',
    `In ${showPath(folder)} something was ${states[what]} after the build: ${listSome(files.map(showPath))}. Expected what .verstamp/ lists. ${fix}`,
    { ...output, fix },
  );
}

/** An output of another version than its package. */
export interface StaleOutput {
  readonly file: string;
  readonly name: string;
  readonly stamped: string;
  readonly version: string;
}

/** Says that an output is of another version than its package.json says. */
export function outputStale(output: StaleOutput): VerstampError<'OUTPUT_STALE', StaleOutput & Mendable> {
  const { file, name, stamped, version } = output;
  const fix = 'Build again.';
  return new VerstampError(
    'OUTPUT_STALE',
    `${showPath(file)} is of a build of ${quote(`${name}@${stamped}`, 344)}. Expected ${quote(version, 128)}, as package.json says. ${fix}`,
    { ...output, fix },
  );
}
