import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** Says that a tarball cannot be read, or is beyond a bound. */
export function tarballInvalid(
  details: { readonly tarball: string; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<'TARBALL_INVALID', { readonly tarball: string; readonly reason: string }> {
  return new VerstampError(
    'TARBALL_INVALID',
    `Could not read the tarball ${quote(details.tarball, 200)}: ${details.reason} Expected what "npm pack" or ` +
      '"pnpm pack" writes. Pack it again; where it was published so, release a new version.',
    details,
    options,
  );
}

/** Says that a tarball is no longer the one that was packed. */
export function tarballChanged(details: {
  readonly tarball: string;
  readonly reason: string;
}): VerstampError<'TARBALL_CHANGED', { readonly tarball: string; readonly reason: string }> {
  return new VerstampError(
    'TARBALL_CHANGED',
    `The tarball ${quote(details.tarball, 200)} is not what was packed: ${details.reason} Expected the same bytes until they are ` +
      'published. Nothing was sent of it. Find out what changed it, pack it again, then run again.',
    details,
  );
}

/** Says that a package could not be packed. */
export function packFailed(details: {
  readonly command: string;
  readonly reason: string;
}): VerstampError<'PACK_FAILED', { readonly command: string; readonly reason: string }> {
  return new VerstampError(
    'PACK_FAILED',
    `Packing failed: ${quote(details.command, 200)}: ${details.reason} Expected a tarball for every package. ` +
      'Run the command by hand, correct what it reports, then run the guard again.',
    details,
  );
}

/** Says that a publish plan, or the folder it stands in, cannot be used. */
export function planInvalid(details: {
  readonly path: string;
  readonly reason: string;
}): VerstampError<'PLAN_INVALID', { readonly path: string; readonly reason: string }> {
  return new VerstampError(
    'PLAN_INVALID',
    `Not a publish plan: ${quote(details.path, 200)}: ${details.reason} Expected the folder that ` +
      '"changeset pack --out-dir DIR" of Changesets 3 writes. Pack it again.',
    details,
  );
}
