import type { Environment, Plugin } from 'vite';
import { attempt } from '../attempt.ts';
import { readStampRecord } from '../output/read-record.ts';
import { PLUGIN } from '../plugin-name.ts';
import type { WrittenOutput } from './record.ts';
import { outputFolder } from './settings.ts';
import { snapshotFolder, type Snapshot } from './snapshot.ts';

/** Records an output. */
export type Recorder = (environment: Environment, output: WrittenOutput) => Promise<void>;

/** What sees all that others write beside bundles: copies, service workers, packed twins and the like. */
export interface Beside {
  /** To run before all others. */
  readonly first: Plugin;
  /** To run behind all others: it records outputs once more. */
  readonly last: Plugin;
  /** Remembers an output that was recorded with its bundle alone. */
  readonly remember: (environment: Environment, output: WrittenOutput) => void;
}

/** An output whose bundle stands on the disk, and others may write beside it. */
interface OpenOutput {
  /** Of its environment. */
  readonly name: string;
  readonly folder: string;
  /** What stood in its folder before any of them did. */
  readonly before: Snapshot;
  output?: WrittenOutput;
}

/** Creates what sees all that others write beside the bundles of a configuration. */
export function createBeside(record: Recorder): Beside {
  let open: readonly OpenOutput[] = [];
  const find = (name: string, folder: string) =>
    open.find((each) => each.name === name && each.folder === folder);
  const close = (name: string): readonly OpenOutput[] => {
    const closed = open.filter((each) => each.name === name);
    open = open.filter((each) => each.name !== name);
    return closed;
  };
  return {
    first: {
      name: `${PLUGIN}:before`,
      // Vite closes no build of a watch that has failed.
      watchChange() {
        close(this.environment.name);
      },
      writeBundle: {
        order: 'pre',
        sequential: true,
        handler({ dir }) {
          const { name } = this.environment;
          const folder = outputFolder(dir, this.environment);
          // Another format may have been written there just now, and others beside it.
          if (!find(name, folder)) open = [...open, { name, folder, before: snapshotFolder(folder) }];
        },
      },
    },
    last: {
      name: `${PLUGIN}:beside`,
      closeBundle: {
        order: 'post',
        sequential: true,
        async handler() {
          for (const { before, output } of close(this.environment.name)) {
            if (!output) continue;
            const paths = [...output.paths, ...listRecorded(output), ...listBeside(output, before)];
            await record(this.environment, { ...output, paths });
          }
        },
      },
    },
    remember({ name }, output) {
      const opened = find(name, output.folder);
      if (opened) opened.output = output;
    },
  };
}

/**
 * Lists what follows from the stamp in a folder, of every output of the build: what stands beside a bundle may have
 * packed, or name, the files of another.
 */
function listRecorded({ folder }: WrittenOutput): readonly string[] {
  // One that cannot be read is written anew.
  const { stamps = [], derived = [] } = attempt(() => readStampRecord(folder)) ?? {};
  return [...stamps, ...derived].map(({ file }) => file);
}

/** Lists what was written beside a bundle, be it anew. */
function listBeside({ folder, paths, unstamped }: WrittenOutput, before: Snapshot): readonly string[] {
  const known = new Set([...paths, ...unstamped]);
  return [...snapshotFolder(folder)].flatMap(([file, changed]) =>
    known.has(file) || before.get(file) === changed ? [] : file,
  );
}
