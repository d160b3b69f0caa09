import type { Compilation, Compiler } from 'webpack';
import { PLUGIN } from '../plugin-name.ts';

/** Carries out a step of a compilation. */
export type Attempt = (compilation: Compilation, step: () => unknown) => Promise<void>;

/**
 * Creates what carries out the steps of compilations up to the first that fails. Its error is one of the compilation,
 * which puts nothing out: one that is thrown would end a watch and a dev server for good.
 */
export function createSteps({ hooks }: Compiler): Attempt {
  const failed = new WeakSet<Compilation>();
  hooks.shouldEmit.tap(PLUGIN, (compilation) => (failed.has(compilation) ? false : undefined));
  return async (compilation, step) => {
    if (failed.has(compilation)) return;
    try {
      await step();
    } catch (problem) {
      failed.add(compilation);
      compilation.errors.push(problem as Compilation['errors'][number]);
    }
  };
}
