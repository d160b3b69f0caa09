import type { Environment, Plugin, ResolvedConfig } from 'vite';
import { PLUGIN } from '../plugin-name.ts';
import { listFiles } from './list-files.ts';
import { recordAtExit } from './record-at-exit.ts';
import { recordOutput, type WrittenOutput } from './record.ts';
import type { PluginState } from './state.ts';
import { isThirdParty } from './third-party.ts';

/** Records outputs, and once more after plugins of third parties have written their files. */
export interface Recorder {
  /** Adds a plugin behind all others of a configuration, if any of them may write late. */
  addPlugin(config: ResolvedConfig): void;
  /** Records an output, and remembers it. */
  record(environment: Environment, output: WrittenOutput): Promise<void>;
}

/** Creates the recorder that sees service workers, packed twins and the like, which are written last. */
export function createRecorder(state: PluginState): Recorder {
  let isShared = false;
  const written = new Map<string, WrittenOutput & { readonly present: ReadonlySet<string> }>();
  const record = async (environment: Environment, output: WrittenOutput): Promise<ReadonlySet<string>> => {
    const input = await recordOutput(state, environment, { ...output, isShared });
    if (!isShared) return new Set();
    const { folder } = output;
    const present = new Set(listFiles(folder));
    recordAtExit({ folder, input, present });
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
  return {
    addPlugin({ plugins }) {
      isShared = plugins.some(isThirdParty);
      if (plugins.some(writesLate)) (plugins as Plugin[]).push(plugin);
    },
    async record(environment, output) {
      written.set(environment.name, { ...output, present: await record(environment, output) });
    },
  };
}

function writesLate(plugin: Plugin): boolean {
  return isThirdParty(plugin) && (plugin.writeBundle !== undefined || plugin.closeBundle !== undefined);
}
