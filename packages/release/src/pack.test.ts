import { describe, expect, it } from 'vitest';
import { packCommand } from './pack.ts';

const a = { name: '@s/a', folder: '/w/packages/a', manifest: {} };
const b = { name: 'b', folder: '/w/packages/b', manifest: { publishConfig: { directory: 'out' } } };
const alone = { name: 'b', folder: '/w', manifest: {} };

describe('packCommand', () => {
  it.each([
    ['npm', [a, b], 'npm pack ./packages/a ./packages/b/out --pack-destination /d'],
    ['npm', [alone], 'npm pack ./ --pack-destination /d'],
    ['pnpm', [a, b], 'pnpm --recursive --filter=@s/a --filter=b pack --pack-destination /d'],
    ['pnpm', [alone], 'pnpm pack --pack-destination /d'],
  ] as const)('packs with %s in one process', (manager, packages, line) => {
    const { command, args } = packCommand({ root: '/w', manager }, packages, '/d');
    expect([command, ...args].join(' ')).toBe(line);
  });
});
