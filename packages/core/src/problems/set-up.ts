import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';
import type { Mendable } from './mendable.ts';
import { showPath } from './text.ts';

/** A package that can be published past every release. */
export interface UnguardedPackage {
  readonly name: string;
  readonly file: string;
  /** The script that is run before it is published: yarn 2 and later run another one than all others. */
  readonly script: 'prepublishOnly' | 'prepublish';
}

/** Says that nothing keeps a package from being published past `verstamp release`. */
export function receiptMissing(
  details: UnguardedPackage,
): VerstampError<'RECEIPT_MISSING', UnguardedPackage & Mendable> {
  const { name, file, script } = details;
  const command = script === 'prepublish' ? 'yarn npm publish' : 'npm publish';
  const fix = `Add "${script}": "verstamp guard --receipt" to the scripts in ${showPath(file)}.`;
  return new VerstampError(
    'RECEIPT_MISSING',
    `${quote(name, 214)} is released with "verstamp release", and "${command}" would get past it. Expected a script ` +
      `${script} that asks for the receipt, got none. ${fix}`,
    { ...details, fix },
  );
}

/** A bundler that is set up without the plugin. */
export interface UnstampedBuild {
  readonly name: string;
  readonly file: string;
  readonly bundler: string;
}

/** Says that a package has the build plugin installed, and its bundler does not load it. */
export function pluginAbsent(
  details: UnstampedBuild,
): VerstampError<'PLUGIN_ABSENT', UnstampedBuild & Mendable> {
  const { name, file, bundler } = details;
  const fix = `Import verstamp from "@verstamp/build/${bundler}" in ${showPath(file)} and add verstamp() to its plugins; "verstamp init" shows how.`;
  return new VerstampError(
    'PLUGIN_ABSENT',
    `${quote(name, 214)} depends on @verstamp/build, and ${showPath(file)} loads no plugin of it, so nothing is stamped. Expected ` +
      `the plugin among those of ${bundler}. ${fix}`,
    { ...details, fix },
  );
}

/** A plugin that stands on the wrong side of ours. */
export interface MisplacedPlugin {
  readonly file: string;
  readonly plugin: string;
  readonly side: 'before' | 'behind';
}

/** Says that a plugin of esbuild stands where it takes our module away, or changes files that are already recorded. */
export function pluginOrder(
  details: MisplacedPlugin,
): VerstampError<'PLUGIN_ORDER', MisplacedPlugin & Mendable> {
  const { file, plugin, side } = details;
  const [why, place] =
    side === 'before'
      ? ['esbuild asks it first, and it leaves "virtual:verstamp" outside of the bundle', 'in front of']
      : ['what it changes after the build is not what was recorded', 'behind'];
  const fix = `Put verstamp() ${place} ${showPath(plugin)} in ${showPath(file)}.`;
  return new VerstampError(
    'PLUGIN_ORDER',
    `In ${showPath(file)} the plugin ${quote(plugin, 200)} stands ${side} verstamp: ${why}. Expected the other order. ${fix}`,
    { ...details, fix },
  );
}

/** A revision that is written down. */
export interface FixedRevision {
  readonly file: string;
  readonly revision: number;
}

/** Says that every build would bear the same revision. */
export function revisionFixed(
  details: FixedRevision,
): VerstampError<'REVISION_FIXED', FixedRevision & Mendable> {
  const { file, revision } = details;
  const fix =
    'Leave it out: it then comes by itself; or run the builds that share one with "verstamp next -- COMMAND".';
  return new VerstampError(
    'REVISION_FIXED',
    `${showPath(file)} gives every build the revision ${revision}. Expected a new one for each build. ${fix}`,
    { ...details, fix },
  );
}
