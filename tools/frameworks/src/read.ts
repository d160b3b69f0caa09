import { join } from 'node:path';
import { runNode } from './run.ts';

const COMMAND = join(import.meta.dirname, '../../../packages/verstamp/src/main.ts');

/** What `verstamp read` has to find in a folder or on a page. */
export interface Expected {
  readonly version: string;
  /** Where stamps have to stand, apart from other places. */
  readonly files: readonly string[];
  /** Whether the files have records, with which they are compared. */
  readonly isRecorded: boolean;
}

interface Reading {
  readonly sightings: ReadonlyArray<{ readonly file: string; readonly stamp: { readonly version: string } }>;
  readonly compared: number;
}

/** Reads the stamps in a folder or on a page with the command, and says what does not hold. */
export async function readStamps(
  target: string,
  { version, files, isRecorded }: Expected,
): Promise<readonly string[]> {
  const args = ['--conditions=@verstamp/source', COMMAND, 'read', '--json', target];
  let reading: Reading | undefined;
  try {
    const { stdout } = await runNode(args, { folder: import.meta.dirname });
    reading = (JSON.parse(stdout) as { readonly targets: readonly Reading[] }).targets[0];
  } catch (cause) {
    return [(cause as Error).message];
  }
  const { sightings = [], compared = 0 } = reading ?? {};
  const others = sightings.filter(({ stamp }) => stamp.version !== version);
  const missing = files.filter((file) => !sightings.some((sighting) => sighting.file === file));
  return [
    ...others.map(({ file, stamp }) => `${file} bears ${stamp.version}`),
    ...missing.map((file) => `${file} bears no stamp`),
    ...(isRecorded === compared > 0 ? [] : [`${target}: ${compared} files were compared with records`]),
  ];
}
