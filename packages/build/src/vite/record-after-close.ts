import type { Environment, Plugin, ResolvedConfig } from 'vite';
import { PLUGIN } from '../plugin-name.ts';
import { listAdded, listFiles } from './list-files.ts';
import { recordChanged } from './record-at-exit.ts';
import { recordOutput, type WrittenOutput } from './record.ts';
import type { PluginState } from './state.ts';
import { isThirdParty } from './third-party.ts';

/** Records the outputs of a configuration. */
export interface Recorder {
  /** Takes note of what stands in a folder before an output is written to it. */
  begin(folder: string): void;
  /** Records an output, with what others have put into its folder, and remembers it. */
  record(environment: Environment, output: WrittenOutput): Promise<void>;
}

/**
 * Creates the recorder of a configuration. It adds a plugin behind all others if any of them may write late: that one
 * sees service workers, packed twins and the like, and records the output once more.
 */
export function createRecorder({ plugins }: ResolvedConfig, state: PluginState): Recorder {
  const isShared = state.isBuild && plugins.some(isThirdParty);
  /** By folder. */
  const before = new Map<string, readonly string[]>();
  const written = new Map<string, WrittenOutput & { readonly present: readonly string[] }>();
  const record = async (environment: Environment, output: WrittenOutput): Promise<readonly string[]> => {
    const input = await recordOutput(state, environment, { ...output, isShared });
    if (!isShared) return [];
    const { folder } = output;
    const present = listFiles(folder);
    recordChanged({ folder, input, present });
    return present;
  };
  const plugin: Plugin = {
    name: `${PLUGIN}:closing`,
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const { name } = this.environment;
        const output = written.get(name);
        written.delete(name);
        if (!output) return;
        const { folder, paths, present } = output;
        const added = listAdded(folder, present);
        await record(this.environment, { ...output, paths: [...paths, ...added] });
      },
    },
  };
  if (plugins.some(writesLate)) (plugins as Plugin[]).push(plugin);
  return {
    begin(folder) {
      if (isShared) before.set(folder, listFiles(folder));
    },
    async record(environment, bundle) {
      const { folder, paths, unstamped } = bundle;
      const known = [...(before.get(folder) ?? []), ...paths, ...unstamped];
      const output = { ...bundle, paths: isShared ? [...paths, ...listAdded(folder, known)] : paths };
      written.set(environment.name, { ...output, present: await record(environment, output) });
    },
  };
}

function writesLate(plugin: Plugin): boolean {
  return isThirdParty(plugin) && (plugin.writeBundle !== undefined || plugin.closeBundle !== undefined);
}
