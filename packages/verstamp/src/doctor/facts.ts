import type { Flaw, Sighting } from '@verstamp/release';
import type { VerstampError } from '@verstamp/core';
import type { RepositoryFacts } from '../repository/facts.ts';
import type { SiteFacts } from './site.ts';

/** A folder that a build of ours wrote. */
export interface OutputFacts {
  readonly folder: string;
  /** The package that it stands in, by its folder. */
  readonly owner: string;
  readonly sightings: readonly Sighting[];
  readonly flaws: readonly Flaw[];
}

/** A ledger that is configured. */
export interface LedgerFacts {
  /** The file or variable that names it. */
  readonly place: string;
  /** Its address if it is a file; others may hold a password. */
  readonly address: string | undefined;
  /** Why it could not be read; `undefined` if it could. */
  readonly problem: VerstampError | undefined;
}

/** Everything that the checks go by: plain values, gathered once. */
export interface Facts extends RepositoryFacts {
  readonly outputs: readonly OutputFacts[];
  readonly ledgers: readonly LedgerFacts[];
  /** The live site; `undefined` if none was named. */
  readonly site: SiteFacts | undefined;
}

/** The facts if nothing is looked at. */
export const NO_FACTS: Facts = {
  packages: [],
  nx: undefined,
  turbo: undefined,
  outputs: [],
  ledgers: [],
  pipelines: [],
  publishScripts: [],
  site: undefined,
  doubts: [],
};
