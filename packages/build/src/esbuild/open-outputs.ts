import type { BuildResult } from 'esbuild';
import { openKept } from './kept-outputs.ts';
import type { Outputs } from './outputs.ts';
import type { Target } from './settings.ts';
import { openWritten } from './written-outputs.ts';

/** Opens the outputs of a build. */
export function openOutputs(result: BuildResult, target: Target): Outputs {
  return target.isWritten ? openWritten(result, target) : openKept(result.outputFiles ?? [], target);
}
