import { defineConfig } from 'vitest/config';

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
    execArgv: ['--conditions=@verstamp/source'],
    restoreMocks: true,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
