import type { PackageFacts, RepositoryFacts } from '../repository/facts.ts';

/** What is known of a repository before it is changed: plain values, gathered once. */
export interface Project {
  readonly facts: RepositoryFacts;
  /** The packages that are asked about: all, or the one of this folder. */
  readonly packages: readonly PackageFacts[];
  /** Whether the whole workspace is asked about. */
  readonly isWhole: boolean;
  /** The command of its package manager, as in `pnpm`. */
  readonly manager: string;
  readonly hasChangesets: boolean;
  /** Whether the clone has a remote `origin`. */
  readonly hasOrigin: boolean;
  /** Folders of packages whose output git would take in, by the package's folder. */
  readonly unignored: readonly string[];
  /** Folders of packages that hold a folder `src`. */
  readonly sources: readonly string[];
  /** The texts of all files that may be changed. */
  readonly texts: ReadonlyMap<string, string>;
  /** Those of them that are no UTF-8: written again, they would hold something else. */
  readonly foreign: ReadonlySet<string>;
  /** The version of verstamp, without a revision. */
  readonly version: string;
}

/** Tells whether a package has a dependency of any kind. */
export function dependsOn({ manifest }: PackageFacts, name: string): boolean {
  return ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].some((field) => {
    const listed = manifest.body[field];
    return typeof listed === 'object' && listed !== null && Object.hasOwn(listed, name);
  });
}
