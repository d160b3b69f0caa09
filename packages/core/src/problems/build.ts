import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** Says that a package.json gives no name or version to stamp. */
export function packageUnusable(
  details: { readonly path: string; readonly field: 'file' | 'name' | 'version'; readonly value: unknown },
  options?: ErrorOptions,
): VerstampError<
  'PACKAGE_UNUSABLE',
  { readonly path: string; readonly field: string; readonly value: unknown }
> {
  const expected = {
    file: 'a package.json with a name and a version, there or in a folder above',
    name: 'a name of 1 to 214 characters',
    version: 'major.minor.patch and an optional prerelease as in "1.4.3" (the revision comes by itself)',
  }[details.field];
  return new VerstampError(
    'PACKAGE_UNUSABLE',
    `Cannot stamp by ${quote(details.path, 200)}: expected ${expected}, got ${quote(details.value)}. ` +
      'Correct it, or give the plugin the options name and version.',
    details,
    options,
  );
}

/** Says that an option of the plugin, or an environment variable that stands for one, cannot be used. */
export function buildOption(
  details: {
    readonly option: string;
    readonly value: unknown;
    readonly expected: string;
  },
  fix = 'Correct it, or leave it out.',
): VerstampError<
  'BUILD_OPTION',
  { readonly option: string; readonly value: unknown; readonly expected: string }
> {
  return new VerstampError(
    'BUILD_OPTION',
    `Cannot build with ${details.option} ${quote(details.value)}: expected ${details.expected}. ${fix}`,
    details,
  );
}

/** Says that one build holds the plugin twice. */
export function pluginTwice(details: {
  readonly count: number;
}): VerstampError<'PLUGIN_TWICE', { readonly count: number }> {
  return new VerstampError(
    'PLUGIN_TWICE',
    `This build holds the plugin verstamp ${details.count} times. Expected it once: two stamps of one build would disagree. ` +
      'Remove all but one; workers need none of their own.',
    details,
  );
}

/** Says that the stamp would stand in a file whose name is a hash of what it holds. */
export function stampHashed(details: {
  readonly file: string;
}): VerstampError<'STAMP_HASHED', { readonly file: string }> {
  return new VerstampError(
    'STAMP_HASHED',
    `The stamp would stand in ${quote(details.file, 200)}, whose name is a hash: each build would rename it, or change what ` +
      'caches keep for ever. Expected a name without a hash, or code that can be split. Give the file a fixed name, import ' +
      '"virtual:verstamp" instead of "virtual:verstamp/static", or let the page carry the stamp with the option ' +
      'carrier "page".',
    details,
  );
}

/** Says that the place of a stamp is left in a file, of which the build knows no stamp. */
export function stampUnfilled(details: {
  readonly file: string;
}): VerstampError<'STAMP_UNFILLED', { readonly file: string }> {
  return new VerstampError(
    'STAMP_UNFILLED',
    `${quote(details.file, 200)} holds the place of a stamp of another version, so its program would not know its own. ` +
      'Expected code of this build only: a cache kept some of an earlier one. Empty the caches of the bundler and its ' +
      'loaders, and build again.',
    details,
  );
}

/** Says that a file of the user's stands where the version document goes. */
export function documentTaken(details: {
  readonly path: string;
}): VerstampError<'DOCUMENT_TAKEN', { readonly path: string }> {
  return new VerstampError(
    'DOCUMENT_TAKEN',
    `${quote(details.path, 200)} stands where the build writes its version document. Expected no such file. ` +
      'Remove it, or name the document otherwise with the option document.',
    details,
  );
}

/** Says that an output folder does not take the records. */
export function outputUnwritable(
  details: { readonly path: string; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<'OUTPUT_UNWRITABLE', { readonly path: string; readonly reason: string }> {
  return new VerstampError(
    'OUTPUT_UNWRITABLE',
    `Cannot write ${quote(details.path, 200)}: ${details.reason}. Expected an output folder that the build may write to. ` +
      'Give the folder write permission, or remove what stands in the way, and build again.',
    details,
    options,
  );
}

/** Says that what a build recorded about its output cannot be read. */
export function recordUnreadable(
  details: { readonly path: string; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<'RECORD_UNREADABLE', { readonly path: string; readonly reason: string }> {
  return new VerstampError(
    'RECORD_UNREADABLE',
    `Cannot read ${quote(details.path, 200)}: ${details.reason}. Expected what the build plugin writes there. ` +
      'Build again with the plugin, and keep the folder .verstamp beside the files.',
    details,
    options,
  );
}
