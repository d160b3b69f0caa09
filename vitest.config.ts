import { configDefaults, defineConfig } from 'vitest/config';

// `npm test` is to end within five minutes; `npm run e2e:long` runs what takes longer, and crashes in full size.
const isFull = process.env['VERSTAMP_FULL'] === '1';
const conditions = ['@verstamp/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/e2e/**/*.e2e.ts',
      'tools/*/src/**/*.test.ts',
      'tools/*/e2e/**/*.e2e.ts',
    ],
    exclude: [...configDefaults.exclude, ...(isFull ? [] : ['**/*.long.e2e.ts'])],
    execArgv: ['--conditions=@verstamp/source'],
    restoreMocks: true,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
