import type { Compilation, Compiler } from 'webpack';
import { createUsage } from '../carrier/usage.ts';
import { resolveOptions, type VerstampOptions } from '../options.ts';
import { PLUGIN } from '../plugin-name.ts';
import { checkPlugins } from '../plugin-once.ts';
import { createProject } from '../session.ts';
import type { Stamping } from './assets.ts';
import { hasDevServer, isStorybook } from './dev-server.ts';
import { stampEntries } from './entries.ts';
import { fillScripts } from './fill.ts';
import { addModules } from './modules.ts';
import { emitDocument, stampPages } from './pages.ts';
import { recordAssets } from './record.ts';
import { createSteps, type Attempt } from './steps.ts';
import { readTarget } from './target.ts';

/** A plugin for webpack, and for Rspack, whose hooks are the same as far as they are used. */
export interface CompilerPlugin {
  readonly name: string;
  apply(compiler: Compiler): void;
}

/**
 * Creates the plugin for webpack and Rspack.
 *
 * @throws VerstampError `BUILD_OPTION` or `RULE_SYNTAX` if an option cannot be used.
 */
export function createCompilerPlugin(options: VerstampOptions): CompilerPlugin {
  const settings = resolveOptions(options);
  return {
    name: PLUGIN,
    apply(compiler) {
      const disk = compiler.outputFileSystem;
      const isOnDisk = (): boolean => compiler.outputFileSystem === disk;
      let isServed = false;
      compiler.hooks.environment.tap(PLUGIN, () => {
        checkPlugins(compiler.options.plugins);
        const project = createProject(compiler.context, settings);
        const target = readTarget(compiler, settings.carrier);
        const stamping = { session: project.serve(), target, usage: createUsage() };
        addModules(compiler, project, stamping);
        compiler.hooks.invalid.tap(PLUGIN, () => project.end());
        compiler.hooks.run.tap(PLUGIN, () => {
          isServed = isStorybook(compiler);
        });
        compiler.hooks.watchRun.tap(PLUGIN, () => {
          // A dev server starts no other run, and takes the disk's place before it unless it writes there.
          isServed = !isOnDisk() || hasDevServer(compiler);
        });
        const attempt = createSteps(compiler);
        compiler.hooks.make.tapPromise(PLUGIN, async (compilation) => {
          if (!isServed) await attempt(compilation, () => (stamping.session = project.begin(target.output)));
        });
        tapCompilation(compiler, stamping, attempt);
        compiler.hooks.afterEmit.tapPromise(PLUGIN, async (compilation) => {
          if (!isServed && isOnDisk()) await attempt(compilation, () => recordAssets(compilation, stamping));
        });
      });
    },
  };
}

type Step = (compilation: Compilation, stamping: Stamping) => unknown;

function tapCompilation(compiler: Compiler, stamping: Stamping, attempt: Attempt): void {
  const {
    PROCESS_ASSETS_STAGE_ADDITIONS: additions,
    PROCESS_ASSETS_STAGE_DEV_TOOLING: maps,
    PROCESS_ASSETS_STAGE_OPTIMIZE_HASH: names,
    PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER: packing,
  } = compiler.webpack.Compilation;
  const steps: readonly (readonly [stage: number, step: Step])[] = [
    [additions, stampEntries],
    [maps + 1, fillScripts],
    [names + 1, stampPages],
    // Behind Workbox, which puts all that is there by then into its cache, and before what is to be sent is packed.
    [packing - 1, emitDocument],
  ];
  // Not called for the compilers that other plugins start within this one.
  compiler.hooks.thisCompilation.tap(PLUGIN, (compilation) => {
    // Its modules are asked for anew, and its entries and pages written.
    stamping.usage.imported.clear();
    stamping.usage.isCarried = false;
    for (const [stage, step] of steps) {
      compilation.hooks.processAssets.tapPromise({ name: PLUGIN, stage }, async () =>
        attempt(compilation, () => step(compilation, stamping)),
      );
    }
  });
}
