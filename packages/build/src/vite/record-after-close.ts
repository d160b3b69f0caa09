import type { Environment, Plugin, ResolvedConfig } from 'vite';
import { PLUGIN } from '../plugin-name.ts';
import { listFiles } from './list-files.ts';
import { recordChanged } from './record-at-exit.ts';
import { recordOutput, type WrittenOutput } from './record.ts';
import type { PluginState } from './state.ts';
import { isThirdParty } from './third-party.ts';

/** Records an output, and remembers it. */
export type Recorder = (environment: Environment, output: WrittenOutput) => Promise<void>;

/**
 * Creates the recorder of a configuration. It adds a plugin behind all others if any of them may write late: that one
 * sees service workers, packed twins and the like, and records the output once more.
 */
export function createRecorder({ plugins }: ResolvedConfig, state: PluginState): Recorder {
  const isShared = plugins.some(isThirdParty);
  const written = new Map<string, WrittenOutput & { readonly present: ReadonlySet<string> }>();
  const record = async (environment: Environment, output: WrittenOutput): Promise<ReadonlySet<string>> => {
    const input = await recordOutput(state, environment, { ...output, isShared });
    if (!isShared) return new Set();
    const { folder } = output;
    const present = new Set(listFiles(folder));
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
        const added = listFiles(folder).filter((file) => !present.has(file));
        await record(this.environment, { ...output, paths: [...paths, ...added] });
      },
    },
  };
  if (plugins.some(writesLate)) (plugins as Plugin[]).push(plugin);
  return async (environment, output) => {
    written.set(environment.name, { ...output, present: await record(environment, output) });
  };
}

function writesLate(plugin: Plugin): boolean {
  return isThirdParty(plugin) && (plugin.writeBundle !== undefined || plugin.closeBundle !== undefined);
}
