import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Builds this folder with the configuration named, by the bundler that its name says. A process of its own, since a
// configuration is evaluated once in each.
const file = process.argv[2] ?? '';
const bundler = file.split('.')[0] ?? '';
const { default: config } = (await import(pathToFileURL(join(process.cwd(), file)).href)) as {
  readonly default: object;
};

const builds: Readonly<Record<string, () => Promise<unknown>>> = {
  async vite() {
    const { build } = await import('vite');
    return build({ configFile: file, logLevel: 'warn' });
  },
  async rollup() {
    const { rollup } = await import('rollup');
    const bundle = await rollup({ input: 'src/index.js', ...config });
    return bundle.write({ dir: 'dist' });
  },
  async rolldown() {
    const { rolldown } = await import('rolldown');
    const bundle = await rolldown({ input: 'src/index.js', ...config });
    return bundle.write({ dir: 'dist' });
  },
  async webpack() {
    const { default: webpack } = await import('webpack');
    return run(webpack({ mode: 'production', ...config }));
  },
  async rspack() {
    const { rspack } = await import('@rspack/core');
    return run(rspack({ mode: 'production', ...config }));
  },
};

const build = builds[bundler];
if (!build) throw new Error(`Nobody here builds with ${file}.`);
await build();

interface Compiler {
  run(done: (error: Error | null, stats?: { hasErrors(): boolean; toString(): string }) => void): void;
}

async function run(compiler: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    (compiler as Compiler).run((error, stats) => {
      if (error || stats?.hasErrors()) reject(error ?? new Error(stats?.toString()));
      else resolve();
    });
  });
}
