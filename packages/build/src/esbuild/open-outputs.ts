import type { BuildResult } from 'esbuild';
import { openKept } from './kept-outputs.ts';
import type { Outputs } from './outputs.ts';
import type { Target } from './settings.ts';
import { openWritten } from './written-outputs.ts';

/** Opens the outputs of a build, which has its files in the result unless it has written them. */
export function openOutputs(result: BuildResult, target: Target): Outputs {
  const { outputFiles } = result;
  return outputFiles ? openKept(outputFiles, target) : openWritten(result, target);
}
