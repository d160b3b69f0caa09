import { resolveRule, type CompactTable, type Limits, type ReadableTable, type Rule } from '@verstamp/core';
import { buildOption } from '@verstamp/core/problems';
import { isSource, type RevisionSource } from './revision/source.ts';

/** How the stamp reaches the running program. */
export type Carrier = 'auto' | 'page' | 'inline';

/** Options of the plugin; all of them may be left out. */
export interface VerstampOptions extends Limits {
  /**
   * The application's name.
   * @default the name in the nearest package.json
   */
  readonly name?: string | undefined;
  /**
   * The version without its revision.
   * @default the version in the nearest package.json
   */
  readonly version?: string | undefined;
  /**
   * The revision, or what issues it.
   * @default VERSTAMP_REVISION, the configured ledger, or the clock
   */
  readonly revision?: number | RevisionSource | undefined;
  /**
   * `page`: the page and the worker's address carry the stamp, hashed files never do. `inline`: the code does.
   * @default 'auto', by what the output is
   */
  readonly carrier?: Carrier | undefined;
  /**
   * The path of the version document in the output folder, or `false` for none.
   * @default 'version.json'
   */
  readonly document?: string | false | undefined;
  /**
   * Whether `.verstamp/files.json` lists the digests of all files.
   * @default true
   */
  readonly digests?: boolean | undefined;
  /** The rule's table that clients should follow; it is advertised in the version document. */
  readonly rule?: CompactTable | ReadableTable | undefined;
}

/** The options with their defaults filled in, checked. */
export interface Settings {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly revision: number | RevisionSource | undefined;
  readonly carrier: Carrier;
  readonly document: string | false;
  readonly digests: boolean;
  /** What the version document advertises beside the version. */
  readonly advertised: Partial<Rule> & { readonly rule?: CompactTable };
}

const OPTIONS: readonly string[] = [
  'name',
  'version',
  'revision',
  'carrier',
  'document',
  'digests',
  'rule',
  'min',
  'max',
  'deprecated',
  'until',
] satisfies ReadonlyArray<keyof VerstampOptions>;

/**
 * Fills in the options' defaults and checks them.
 *
 * @throws VerstampError `BUILD_OPTION`, or `RULE_SYNTAX` for the rule and its limits.
 */
export function resolveOptions(options: VerstampOptions): Settings {
  // Vite takes an older Node, in which the build would fail once its files are written, by a name that is missing there.
  if (!('groupBy' in Object)) {
    const { node } = process.versions;
    throw buildOption({ option: 'Node', value: node, expected: '22 or newer' }, 'Install a newer one.');
  }
  const { name, version, revision, carrier = 'auto', document = 'version.json', digests = true } = options;
  const stray = Object.keys(options).find((option) => !OPTIONS.includes(option));
  if (stray !== undefined) {
    // Passed over, a misspelt option would leave a build that looks as if it had been told.
    const expected = `one of the options ${OPTIONS.join(', ')}`;
    throw buildOption({ option: stray, value: options[stray as keyof VerstampOptions], expected });
  }
  if (!['auto', 'page', 'inline'].includes(carrier)) {
    throw buildOption({ option: 'carrier', value: carrier, expected: '"auto", "page" or "inline"' });
  }
  if (document !== false && !isRelativePath(document)) {
    const expected = 'a path inside the output folder as in "version.json", or false';
    throw buildOption({ option: 'document', value: document, expected });
  }
  if (revision !== undefined && typeof revision !== 'number' && !isSource(revision)) {
    const value: unknown = (revision as Partial<RevisionSource> | null)?.source ?? revision;
    const expected = 'a whole number, or { source, next }: a word such as "ci-run", and a function';
    throw buildOption({ option: 'revision', value, expected });
  }
  return { name, version, revision, carrier, document, digests, advertised: advertise(options) };
}

function advertise({ rule, min, max, deprecated, until }: VerstampOptions): Settings['advertised'] {
  const limits = { min, max, deprecated, until };
  const { table, ...checked } = resolveRule({ ...limits, table: rule === undefined ? '--------' : rule });
  return { ...(rule === undefined ? {} : { rule: table }), ...checked };
}

function isRelativePath(path: unknown): boolean {
  return (
    typeof path === 'string' &&
    /^[\w~-][\w.~-]*(\/[\w~-][\w.~-]*)*$/.test(path) &&
    !path.split('/').includes('.verstamp')
  );
}
