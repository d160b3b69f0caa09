import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** What every finding of the doctor says beside its own details: how it is set right. */
export interface Mendable {
  readonly fix: string;
}

/** A task whose output a cache would replay. */
export interface ReplayedTask {
  /** The task runner. */
  readonly runner: 'Nx' | 'Turborepo';
  /** The packages that have it. */
  readonly names: readonly string[];
  readonly task: string;
  /** The variables that its inputs lack. */
  readonly missing: readonly string[];
  /** Where the task's inputs are set. */
  readonly file: string;
}

/** Says that a task cache would replay an output, and with it the revision that was stamped into it. */
export function taskCacheReplays(
  task: ReplayedTask,
): VerstampError<'TASK_CACHE_REPLAYS', ReplayedTask & Mendable> {
  const { runner, names, missing, file } = task;
  const lines = {
    Nx: `${missing.map((name) => `{ "env": "${name}" }`).join(' and ')} to its inputs`,
    Turborepo: `${missing.map((name) => `"${name}"`).join(' and ')} to its env`,
  };
  const fix = `Add ${lines[runner]} in ${show(file)}, and build releases with "verstamp next -- COMMAND".`;
  return new VerstampError(
    'TASK_CACHE_REPLAYS',
    `${runner} caches the task ${quote(task.task, 100)} of ${list(names)}, which stamps, and would replay an old revision into ` +
      `a release. Expected ${missing.join(' and ')} among its inputs, got none. ${fix}`,
    { ...task, fix },
  );
}

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
    `${show(file)} bears ${quote(stamp, 344)} and ${show(other)} bears ${quote(otherStamp, 344)}. Expected one build. ${fix}`,
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
  const named = files.slice(0, 5).map(show).join(', ');
  const more = files.length > 5 ? ` and ${files.length - 5} more` : '';
  const states = { altered: 'changed', missing: 'removed', unreadable: 'made unreadable' };
  const fix =
    'Let the tool that writes there run as a plugin before verstamp ends, or build again; a release of this output would be refused.';
  return new VerstampError(
    'OUTPUT_ALTERED',
    `In ${show(folder)} something was ${states[what]} after the build: ${named}${more}. Expected what .verstamp/ lists. ${fix}`,
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
    `${show(file)} is of a build of ${quote(`${name}@${stamped}`, 344)}. Expected ${quote(version, 128)}, as package.json says. ${fix}`,
    { ...output, fix },
  );
}

/** A package that can be published past every release. */
export interface UnguardedPackage {
  readonly name: string;
  readonly file: string;
}

/** Says that nothing keeps a package from being published past `verstamp release`. */
export function receiptMissing(
  details: UnguardedPackage,
): VerstampError<'RECEIPT_MISSING', UnguardedPackage & Mendable> {
  const fix = `Add "prepublishOnly": "verstamp guard --receipt" to the scripts in ${show(details.file)}.`;
  return new VerstampError(
    'RECEIPT_MISSING',
    `${quote(details.name, 214)} is released with "verstamp release", and "npm publish" would get past it. Expected a script ` +
      `prepublishOnly that asks for the receipt, got none. ${fix}`,
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
  const fix = `Import verstamp from "@verstamp/build/${bundler}" in ${show(file)} and add verstamp() to its plugins; "verstamp init" shows how.`;
  return new VerstampError(
    'PLUGIN_ABSENT',
    `${quote(name, 214)} depends on @verstamp/build, and ${show(file)} loads no plugin of it, so nothing is stamped. Expected ` +
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
  const fix = `Put verstamp() ${place} ${show(plugin)} in ${show(file)}.`;
  return new VerstampError(
    'PLUGIN_ORDER',
    `In ${show(file)} the plugin ${quote(plugin, 200)} stands ${side} verstamp: ${why}. Expected the other order. ${fix}`,
    { ...details, fix },
  );
}

/** A ledger that other machines do not see. */
export interface LocalLedger {
  readonly file: string;
  /** Its address; `undefined` where none is configured. */
  readonly ledger: string | undefined;
  readonly pipeline: string;
}

/** Says that builds of several machines have no ledger in common. */
export function ledgerLocal(details: LocalLedger): VerstampError<'LEDGER_LOCAL', LocalLedger & Mendable> {
  const { ledger, pipeline, file } = details;
  const fix = `Name a ledger that every machine sees in ${show(file)}, as in { "ledger": "git+ref:origin" }, or in VERSTAMP_LEDGER.`;
  return new VerstampError(
    'LEDGER_LOCAL',
    `${show(pipeline)} builds on machines that keep nothing, and ` +
      (ledger === undefined
        ? 'asks for release revisions, but no ledger is configured: two jobs may issue one number.'
        : `the ledger ${quote(ledger, 100)} is a file of the checkout: each job starts again at 1.`) +
      ` Expected a shared ledger. ${fix}`,
    { ...details, fix },
  );
}

/** A ledger that builds or installations remove. */
export interface SweptLedger {
  readonly file: string;
  readonly ledger: string;
}

/** Says that a ledger stands in a folder that is emptied. */
export function ledgerSwept(details: SweptLedger): VerstampError<'LEDGER_SWEPT', SweptLedger & Mendable> {
  const { file, ledger } = details;
  const fix = `Move it, and name its new place in ${show(file)}, as in "file:.verstamp/ledger.jsonl".`;
  return new VerstampError(
    'LEDGER_SWEPT',
    `The ledger ${quote(ledger, 100)} stands in a folder that builds or installations empty: its numbers would start again at 1. ` +
      `Expected a place that stays. ${fix}`,
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
    `${show(file)} gives every build the revision ${revision}. Expected a new one for each build. ${fix}`,
    { ...details, fix },
  );
}

function list(names: readonly string[]): string {
  const named = names.slice(0, 3).map((name) => quote(name, 214));
  return named.join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
}

function show(path: string): string {
  return quote(path, 200).slice(1, -1);
}
