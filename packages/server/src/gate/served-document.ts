import { formatVersion } from '@verstamp/core';
import type { Notation } from '../notation.ts';
import type { GateOptions } from './options.ts';
import { resolveApplication } from './resolve-option.ts';

/** The version document that a gate serves. */
export interface ServedDocument {
  readonly path: string;
  /** The application's version. */
  readonly version: string;
  readonly time: string | undefined;
  readonly commit: string | undefined;
  /** Whether it carries the rule. */
  readonly hasRule: boolean;
}

/**
 * Resolves the version document that a gate serves; `false` if it serves none.
 *
 * @throws VerstampError `GATE_OPTION` if the application's version cannot be read.
 */
export function resolveDocument(options: GateOptions, read: Notation['read']): ServedDocument | false {
  const { document: path = '/version.json', time, commit, advertiseRule = true, api } = options;
  const application = resolveApplication(options, read);
  if (path === false || !application) return false;
  // A rule for the API's version would be taken for one for the application's.
  const hasRule = advertiseRule && api === undefined;
  return { path: encodePath(path), version: formatVersion(application), time, commit, hasRule };
}

/** Writes a path as clients ask for it: nothing in it that a URL has encoded. */
function encodePath(path: string): string {
  return new URL(`http://any.example${path}`).pathname;
}
