import { fileURLToPath } from 'node:url';
import type { VerstampOptions } from '../../src/options.ts';

/** One build of a fixture. */
export interface Build {
  readonly folder: string;
  readonly options?: VerstampOptions;
  /** The project's folder, where it is not the fixture's own. */
  readonly root?: string;
  /** Whether what stands in the folder stays there, where the bundler would empty it. */
  readonly keep?: boolean;
  /** Other plugins of the bundler; they stand behind ours. */
  readonly plugins?: readonly object[];
}

/** What a scenario needs of each bundler that knows it. */
export interface Bundler {
  readonly bundler: string;
  readonly build: (build: Build) => Promise<unknown>;
}

/** A site of several pages with lazy chunks and workers. */
export const site: string = fileURLToPath(new URL('../fixtures/site', import.meta.url));

/** A part of other sites, which no page of its own starts. */
export const remote: string = fileURLToPath(new URL('../fixtures/remote', import.meta.url));

/** A server with a lazy chunk, and a library. */
export const server: string = fileURLToPath(new URL('../fixtures/server', import.meta.url));
