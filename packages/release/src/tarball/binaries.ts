import { isObject } from '../json.ts';

/**
 * Lists the files that installers make executable, whatever the archive says: those of `bin`.
 * npm keeps the mode of the disk there, pnpm sets it.
 */
export function listBinaries(manifest: Readonly<Record<string, unknown>> | undefined): ReadonlySet<string> {
  const bin = manifest?.['bin'];
  const paths = typeof bin === 'string' ? [bin] : isObject(bin) ? Object.values(bin) : [];
  return new Set(
    paths.filter((path) => typeof path === 'string').map((path) => path.replace(/^(\.?\/)+/, '')),
  );
}
