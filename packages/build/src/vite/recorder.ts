import type { Plugin, ResolvedConfig } from 'vite';
import { createBeside, type Recorder } from './beside.ts';
import { listFiles } from './list-files.ts';
import { recordChanged } from './record-at-exit.ts';
import { recordOutput } from './record.ts';
import type { PluginState } from './state.ts';
import { isThirdParty } from './third-party.ts';
import { unrecorded } from './unrecorded.ts';

/**
 * Creates the recorder of a configuration. If any plugin may write beside the bundles, it adds two around all of them, which
 * see that and record outputs once more.
 */
export function createRecorder({ plugins }: ResolvedConfig, state: PluginState): Recorder {
  const isShared = plugins.some(isThirdParty);
  const record: Recorder = async (environment, output) => {
    const input = await recordOutput(state, environment, { ...output, isShared });
    const { folder } = output;
    unrecorded.delete(folder);
    if (isShared) recordChanged({ folder, input, present: new Set(listFiles(folder)) });
  };
  if (!plugins.some(writesLate)) return record;
  const { first, last, remember } = createBeside(record);
  (plugins as Plugin[]).unshift(first);
  (plugins as Plugin[]).push(last);
  return async (environment, output) => {
    await record(environment, output);
    remember(environment, output);
  };
}

function writesLate(plugin: Plugin): boolean {
  return isThirdParty(plugin) && (plugin.writeBundle !== undefined || plugin.closeBundle !== undefined);
}
