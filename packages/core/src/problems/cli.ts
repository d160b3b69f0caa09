import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** Says that the command line was not used as its help says. */
export function cliUsage(details: {
  readonly reason: string;
  readonly usage: string;
}): VerstampError<'CLI_USAGE', { readonly reason: string; readonly usage: string }> {
  return new VerstampError(
    'CLI_USAGE',
    `${details.reason} Expected: ${details.usage}. Run it with --help to see every option.`,
    details,
  );
}

/** Says that there is nothing where a target was named. */
export function targetMissing(
  details: { readonly target: string },
  options?: ErrorOptions,
): VerstampError<'TARGET_MISSING', { readonly target: string }> {
  return new VerstampError(
    'TARGET_MISSING',
    `There is nothing to read at ${quote(details.target, 200)}. Expected a file, a folder, a tarball, a zip or a URL. ` +
      'Check the path.',
    details,
    options,
  );
}

/** Says that a target is there but could not be read. */
export function targetUnreadable(
  details: { readonly target: string; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<'TARGET_UNREADABLE', { readonly target: string; readonly reason: string }> {
  return new VerstampError(
    'TARGET_UNREADABLE',
    `Could not read ${quote(details.target, 200)}: ${details.reason} Expected a file, a folder, a tarball, or a URL ` +
      'that answers. Check that it can be reached and opened, then run again.',
    details,
    options,
  );
}

/** Says that a file changed between being read and being written. */
export function fileChanged(details: {
  readonly path: string;
}): VerstampError<'FILE_CHANGED', { readonly path: string }> {
  return new VerstampError(
    'FILE_CHANGED',
    `${quote(details.path, 200)} was changed by somebody else meanwhile. Expected the file as it was read. Nothing was written: ` +
      'run again.',
    details,
  );
}

/** Says that a file of the workspace cannot be written. */
export function fileUnwritable(
  details: { readonly path: string; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<'FILE_UNWRITABLE', { readonly path: string; readonly reason: string }> {
  return new VerstampError(
    'FILE_UNWRITABLE',
    `Cannot write ${quote(details.path, 200)} (${details.reason}). Expected a file, in a folder, that this user may write. ` +
      'Nothing was changed: give the permission, or remove what stands in the way, and run again.',
    details,
    options,
  );
}
