import type { Plugin, ResolvedConfig } from 'vite';
import { PLUGIN } from '../plugin-name.ts';
import { listFiles, recordOutput, type WrittenOutput } from './record.ts';
import type { Stamper } from './stamper.ts';

/** Records outputs once more, where other plugins go on writing after the bundler. */
export interface Closing {
  /** Takes its place behind all plugins of a configuration, where any of them may write late. */
  enter(config: ResolvedConfig): void;
  /** Remembers an output that was recorded. */
  remember(environment: string, output: WrittenOutput): void;
}

/** Creates the part of the plugin that sees service workers, packed twins and the like, which are written last. */
export function createClosing(stamper: Stamper): Closing {
  let isEntered = false;
  const written = new Map<string, WrittenOutput & { readonly present: ReadonlySet<string> }>();
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
        const { folder, files, present } = output;
        const added = listFiles(folder).filter((file) => !present.has(file));
        await recordOutput(stamper, this.environment, { ...output, files: [...files, ...added] });
      },
    },
  };
  return {
    enter({ plugins }) {
      isEntered = plugins.some(writesLate);
      if (isEntered) (plugins as Plugin[]).push(plugin);
    },
    remember(environment, output) {
      if (!isEntered) return;
      written.set(environment, { ...output, present: new Set(listFiles(output.folder)) });
    },
  };
}

function writesLate({ name, writeBundle, closeBundle }: Plugin): boolean {
  const isOthers = !name.startsWith(PLUGIN) && !/^(?:vite|builtin|alias)\b/.test(name);
  return isOthers && (writeBundle !== undefined || closeBundle !== undefined);
}
