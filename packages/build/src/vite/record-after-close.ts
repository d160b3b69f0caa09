import type { Environment, Plugin, ResolvedConfig } from 'vite';
import { PLUGIN } from '../plugin-name.ts';
import { listAdded, listFiles } from './list-files.ts';
import { recordChanged } from './record-at-exit.ts';
import { recordOutput, type WrittenOutput } from './record.ts';
import { outputFolder } from './settings.ts';
import type { PluginState } from './state.ts';
import { isThirdParty } from './third-party.ts';

/** Records an output, with what others have put into its folder, and remembers it. */
export type Recorder = (environment: Environment, output: WrittenOutput) => Promise<void>;

/**
 * Creates the recorder of a configuration. It adds a plugin behind all others if any of them is a third party's: that
 * one knows what stood in the folder before, sees service workers, packed twins and the like, which are written late, and
 * records the output once more.
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
  const closeBundle: Plugin['closeBundle'] = {
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
  };
  const plugin: Plugin = {
    name: `${PLUGIN}:closing`,
    renderStart: {
      // Behind Vite, which empties the folder.
      order: 'post',
      handler({ dir }) {
        const folder = outputFolder(dir, this.environment);
        before.set(folder, listFiles(folder));
      },
    },
    ...(plugins.some(writesLate) && { closeBundle }),
  };
  if (isShared) (plugins as Plugin[]).push(plugin);
  return async (environment, bundle) => {
    const { folder, paths, unstamped } = bundle;
    const known = [...(before.get(folder) ?? []), ...paths, ...unstamped];
    const output = { ...bundle, paths: isShared ? [...paths, ...listAdded(folder, known)] : paths };
    written.set(environment.name, { ...output, present: await record(environment, output) });
  };
}

function writesLate(plugin: Plugin): boolean {
  return isThirdParty(plugin) && (plugin.writeBundle !== undefined || plugin.closeBundle !== undefined);
}
