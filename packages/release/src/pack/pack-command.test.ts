import { describe, expect, it } from 'vitest';
import { choosePacker, packCommands } from './pack-command.ts';

const version = '1.0.0';
const a = { name: '@s/a', version, folder: '/w/packages/a', manifest: {} };
const b = { name: 'b', version, folder: '/w/packages/b', manifest: { publishConfig: { directory: 'out' } } };
const c = { name: 'c', version, folder: '/w/tools/c', manifest: {} };
const npmWorkspaces = new Set([a.folder, b.folder]);
const alone = { name: 'b', version, folder: '/w', manifest: {} };

it.each([
  ['npm', 'npm', 'npm'],
  ['pnpm', 'pnpm', 'pnpm'],
  ['yarn', 'yarn', 'npm'],
  ['yarn-classic', 'yarn-classic', 'npm'],
  ['bun', 'bun', 'npm'],
] as const)(
  'packs in a workspace of %s with %s, and what is in publishConfig.directory with %s',
  (manager, ...packers) => {
    expect([a, b].map((pkg) => choosePacker(manager, pkg))).toEqual(packers);
  },
);

describe('packCommands', () => {
  it.each([
    ['npm', [a], 'npm pack --workspace=@s/a --workspaces --no-include-workspace-root --pack-destination /d'],
    ['npm', [b, c], 'npm pack ./packages/b/out ./tools/c --pack-destination /d'],
    ['npm', [alone], 'npm pack ./ --pack-destination /d'],
    ['pnpm', [a, b], 'pnpm --recursive --filter=@s/a --filter=b pack --pack-destination /d'],
    ['pnpm', [alone], 'pnpm pack --pack-destination /d'],
    ['yarn', [a, b], 'yarn workspaces foreach --all --include @s/a --include b pack --out /d/%s-%v.tgz'],
    ['yarn', [alone], 'yarn pack --out /d/%s-%v.tgz'],
  ] as const)('packs with %s in one process', (manager, packages, line) => {
    const commands = packCommands({ root: '/w', manager, npmWorkspaces }, packages, '/d');
    expect(commands.map(({ command, args }) => [command, ...args].join(' '))).toEqual([line]);
    expect(commands).toMatchObject([{ folder: '/w' }]);
  });

  it.each([
    ['another workspace has', '/w/plugins'],
    ['is around other workspaces', '/w/plugins/x'],
  ])(
    'packs in its own folder what is called as a folder that %s: npm would take its name for that',
    (_, other) => {
      const core = { name: 'plugins', version, folder: '/w/core', manifest: {} };
      const known = new Set([core.folder, other]);
      expect(packCommands({ root: '/w', manager: 'npm', npmWorkspaces: known }, [core], '/d')).toEqual([
        {
          command: 'npm',
          args: ['pack', '--workspaces=null', '--no-include-workspace-root', '--pack-destination', '/d'],
          folder: '/w/core',
        },
      ]);
    },
  );

  it('packs in its own folder what npm would take for a pattern', () => {
    const all = { ...a, name: '!a' };
    const [command] = packCommands({ root: '/w', manager: 'npm', npmWorkspaces }, [all], '/d');
    expect(command?.folder).toBe(a.folder);
  });

  it.each(['.', './', 'out/..', 'out/../'])(
    'packs by name what stands in the folder of the package itself: %s',
    (directory) => {
      const whole = { ...a, manifest: { publishConfig: { directory } } };
      const [command] = packCommands({ root: '/w', manager: 'npm', npmWorkspaces }, [whole], '/d');
      expect(command?.args).toContain('--workspace=@s/a');
    },
  );

  it('packs by its folder what publishConfig.directory names, even if that is a workspace', () => {
    const known = new Set([b.folder, `${b.folder}/out`]);
    const [command] = packCommands({ root: '/w', manager: 'npm', npmWorkspaces: known }, [b], '/d');
    expect(command?.args).toEqual(['pack', './packages/b/out', '--pack-destination', '/d']);
  });

  it.each([
    ['yarn-classic', 'yarn pack --filename /d/@s-a.tgz', 'yarn pack --filename /d/b.tgz'],
    ['bun', 'bun pm pack --destination /d', 'bun pm pack --destination /d'],
  ] as const)('packs with %s in every folder', (manager, ...lines) => {
    const commands = packCommands({ root: '/w', manager, npmWorkspaces }, [a, b], '/d');
    expect(commands.map(({ command, args }) => [command, ...args].join(' '))).toEqual(lines);
    expect(commands.map(({ folder }) => folder)).toEqual(['/w/packages/a', '/w/packages/b']);
  });
});
