import { resolve } from 'node:path';
import type { Environment, Plugin, ResolvedConfig } from 'vite';
import { readStampRecord } from '../output/read-record.ts';
import { PLUGIN } from '../plugin-name.ts';
import { forgetOutput, listFiles, snapshotFolder, type Snapshot } from './list-files.ts';
import { recordChanged } from './record-at-exit.ts';
import { recordOutput, type WrittenOutput } from './record.ts';
import type { PluginState } from './state.ts';
import { isThirdParty } from './third-party.ts';

/** Records an output, and remembers it. */
export type Recorder = (environment: Environment, output: WrittenOutput) => Promise<void>;

/** An output whose bundle stands on the disk, and others may write beside it. */
interface OpenOutput {
  /** What stood in its folder before any of them did. */
  readonly before: Snapshot;
  output?: WrittenOutput;
}

/**
 * Creates the recorder of a configuration. It adds a plugin around all others if any of them may write beside the bundle:
 * that one sees copies, service workers, packed twins and the like, and records the output once more.
 */
export function createRecorder({ plugins }: ResolvedConfig, state: PluginState): Recorder {
  const isShared = plugins.some(isThirdParty);
  /** By environment and folder. */
  const open = new Map<string, Map<string, OpenOutput>>();
  const record = async (environment: Environment, output: WrittenOutput): Promise<void> => {
    const input = await recordOutput(state, environment, { ...output, isShared });
    const { folder } = output;
    forgetOutput(folder);
    if (isShared) recordChanged({ folder, input, present: new Set(listFiles(folder)) });
  };
  const first: Plugin = {
    name: `${PLUGIN}:before`,
    // Vite closes no build of a watch that has failed.
    watchChange() {
      open.delete(this.environment.name);
    },
    writeBundle: {
      order: 'pre',
      sequential: true,
      handler({ dir }) {
        const { name, config } = this.environment;
        const folder = resolve(dir ?? config.build.outDir);
        const outputs = open.get(name) ?? new Map<string, OpenOutput>();
        // Another format may have been written there just now, and others beside it.
        if (!outputs.has(folder)) outputs.set(folder, { before: snapshotFolder(folder) });
        open.set(name, outputs);
      },
    },
  };
  const last: Plugin = {
    name: `${PLUGIN}:beside`,
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const { name } = this.environment;
        const outputs = open.get(name);
        open.delete(name);
        for (const { before, output } of outputs?.values() ?? []) {
          if (!output) continue;
          const paths = [...output.paths, ...listRecorded(output), ...listBeside(output, before)];
          await record(this.environment, { ...output, paths });
        }
      },
    },
  };
  if (plugins.some(writesLate)) {
    (plugins as Plugin[]).unshift(first);
    (plugins as Plugin[]).push(last);
  }
  return async (environment, output) => {
    await record(environment, output);
    const opened = open.get(environment.name)?.get(output.folder);
    if (opened) opened.output = output;
  };
}

function writesLate(plugin: Plugin): boolean {
  return isThirdParty(plugin) && (plugin.writeBundle !== undefined || plugin.closeBundle !== undefined);
}

/**
 * Lists what follows from the stamp in a folder, of every output of the build: what stands beside a bundle may have
 * packed, or name, the files of another.
 */
function listRecorded({ folder }: WrittenOutput): readonly string[] {
  try {
    const { stamps = [], derived = [] } = readStampRecord(folder) ?? {};
    return [...stamps, ...derived].map(({ file }) => file);
  } catch {
    // It is written anew.
    return [];
  }
}

/** Lists what was written beside a bundle, be it anew. */
function listBeside({ folder, paths, unstamped }: WrittenOutput, before: Snapshot): readonly string[] {
  const known = new Set([...paths, ...unstamped]);
  return [...snapshotFolder(folder)].flatMap(([file, changed]) =>
    known.has(file) || before.get(file) === changed ? [] : file,
  );
}
