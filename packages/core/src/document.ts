import { readInstant } from './instant.ts';
import { readVersion } from './read.ts';
import { resolveRule, type Limits } from './rule.ts';

/** What an application advertises: the version document, `version.json` (contract §4). */
export interface VersionDocument extends Limits {
  /** The application; documents that bear another name are ignored. */
  readonly name: string;
  readonly version: string;
  readonly time?: string;
  readonly commit?: string;
  /** The table that clients should follow, in its compact form. */
  readonly rule?: string;
}

/**
 * Reads a version document from decoded JSON; `undefined` where it is anything else:
 * what cannot be read is never called a version. A rule or limit that cannot be read makes
 * the whole document unreadable, since half a rule is another rule.
 */
export function readVersionDocument(body: unknown): VersionDocument | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { name, version, time, commit, rule, ...rest } = body as Partial<VersionDocument>;
  if (typeof name !== 'string' || name === '' || name.length > 214 || !readVersion(version)) return undefined;
  try {
    const { min, max, deprecated, until } = resolveRule({ ...rest, table: rule ?? '--------' });
    return {
      name,
      version: version as string,
      ...(readInstant(time) === undefined ? {} : { time: time as string }),
      ...(typeof commit === 'string' && /^[\da-f]{7,64}$/.test(commit) ? { commit } : {}),
      ...(rule === undefined ? {} : { rule }),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...(deprecated === undefined ? {} : { deprecated }),
      ...(until === undefined ? {} : { until }),
    };
  } catch {
    return undefined;
  }
}
