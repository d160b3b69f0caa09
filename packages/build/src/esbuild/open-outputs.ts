import type { BuildOptions, BuildResult } from 'esbuild';
import { openKept } from './kept-outputs.ts';
import type { Outputs } from './outputs.ts';
import type { Target } from './settings.ts';
import { openWritten } from './written-outputs.ts';

/** Opens the outputs of a build: those in the result, unless esbuild wrote them, or a plugin that took them out of it. */
export function openOutputs(result: BuildResult, target: Target, { write }: BuildOptions): Outputs {
  const { outputFiles } = result;
  return write === false && outputFiles ? openKept(outputFiles, target) : openWritten(result, target);
}
