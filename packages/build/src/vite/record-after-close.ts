import type { Environment, Plugin, ResolvedConfig } from 'vite';
import { PLUGIN } from '../plugin-name.ts';
import { recordAtExit } from './record-at-exit.ts';
import { isForeign } from './third-party.ts';
import { listFiles, recordOutput, type WrittenOutput } from './record.ts';
import type { Stamper } from './state.ts';

/** Records outputs once more, where other plugins go on writing after the bundler. */
export interface Closing {
  /** Takes its place behind all plugins of a configuration, where there are any that may write late. */
  enter(config: ResolvedConfig): void;
  /** Records an output, and remembers it. */
  record(environment: Environment, output: WrittenOutput): Promise<void>;
}

/** Creates the part of the plugin that sees service workers, packed twins and the like, which are written last. */
export function createClosing(stamper: Stamper): Closing {
  let isEntered = false;
  const written = new Map<string, WrittenOutput & { readonly present: ReadonlySet<string> }>();
  const record = async (environment: Environment, output: WrittenOutput): Promise<ReadonlySet<string>> => {
    const input = await recordOutput(stamper, environment, { ...output, isShared: isEntered });
    if (!isEntered) return new Set();
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
    enter({ plugins }) {
      isEntered = plugins.some(isForeign);
      if (plugins.some(writesLate)) (plugins as Plugin[]).push(plugin);
    },
    async record(environment, output) {
      written.set(environment.name, { ...output, present: await record(environment, output) });
    },
  };
}

function writesLate(plugin: Plugin): boolean {
  return isForeign(plugin) && (plugin.writeBundle !== undefined || plugin.closeBundle !== undefined);
}
