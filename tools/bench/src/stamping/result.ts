import type { Interval } from '../interval.ts';
import type { AppShape } from './app/app.ts';
import type { BundlerName, Output } from './builds/bundlers/index.ts';
import type { ContenderName } from './builds/contenders.ts';
import type { Tracing } from './outputs/maps.ts';
import type { Reading } from './reading.ts';
import type { Difference } from './redeploy/difference.ts';
import type { Visit } from './redeploy/visitor.ts';
import type { Size } from './size.ts';
import type { Versions } from './versions.ts';

/** Which apps are built, and how often. */
export interface Plan {
  readonly bundlers: readonly BundlerName[];
  readonly apps: readonly AppShape[];
  /** The app for which all contenders are compared. */
  readonly peersOn: AppShape;
  readonly timed: AppShape;
  readonly traced: AppShape;
  readonly rounds: {
    readonly own: number;
    /** Of ours with the first bundler, whose figures are small. */
    readonly ownAtHome: number;
    readonly reading: number;
    /** Whole builds take long: these bundlers only. */
    readonly overhead: Partial<Readonly<Record<BundlerName, number>>>;
  };
}

/** Where a run takes place. */
export interface Place {
  readonly folder: string;
  readonly report: (progress: string) => void;
  readonly makeApp: (shape: AppShape) => string;
}

/** Who was measured on what. */
export interface Subject {
  readonly bundler: BundlerName;
  readonly contender: ContenderName;
}

/** What a new stamp changed. */
export interface RenamingRow extends Subject, Difference {
  readonly app: AppShape;
  /** Of the first page, in the second build. */
  readonly pageBytes: number;
  readonly visit: Visit;
}

/** How true the source maps are. */
export interface TracingRow extends Subject, Tracing {
  readonly output: Output;
}

/** What a plugin took by itself, medians. */
export interface OwnRow extends Subject {
  readonly rounds: number;
  readonly ms: number;
  /** Of the round that was disturbed the least. */
  readonly leastMs: number;
  readonly cpuMs: number;
  readonly calls: number;
  readonly importMs: number;
  /** By hook, of the last round. */
  readonly hooks: Readonly<Record<string, { readonly calls: number; readonly ms: number }>>;
  /** Of the same bytes, plainly hashed: from memory, and with reading them. */
  readonly hashMs: number;
  readonly plainMs: number;
}

/** What whole builds took, medians of user and system time. */
export interface OverheadRow {
  readonly bundler: BundlerName;
  readonly rounds: number;
  readonly plainMs: number;
  /** Plain against plain, round by round. */
  readonly control: Interval;
  /** Ours against both of plain, round by round. */
  readonly ratio: Interval;
  /** The same two, as if all other threads had taken what they take without a plugin. */
  readonly mainControl: Interval;
  readonly main: Interval;
}

/** All that is kept of a run. */
export interface StampingResult {
  readonly versions: Versions;
  /** How many processes wanted to run, on average of the last quarter of an hour: times are long where it is high. */
  readonly load: number;
  readonly timed: AppShape;
  readonly traced: AppShape;
  readonly renaming: readonly RenamingRow[];
  readonly tracing: readonly TracingRow[];
  readonly own: readonly OwnRow[];
  readonly overhead: readonly OverheadRow[];
  readonly reading: Reading;
  readonly size: Size;
}
