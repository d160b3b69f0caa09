import { parseObject } from '../json.ts';
import type { TarballFiles } from './tarball.ts';

/** Reads the package.json of a packed package; `undefined` if it is not a JSON object. */
export function readPackedManifest(files: TarballFiles): Readonly<Record<string, unknown>> | undefined {
  const file = files.get('package.json');
  return file && parseObject(file.bytes);
}
