import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureCommand } from './cpu.ts';
import type { Place, Subject } from './subject.ts';
import type { BenchWorkspace } from './workspace.ts';

const CLI = fileURLToPath(new URL('../../../../packages/verstamp/dist/main.js', import.meta.url));

/** Lists what the guard takes over a workspace, beside the packing that it has to do. */
export function listGuards(
  { folder, env }: Place,
  { root, packages, kilobytes, retool }: BenchWorkspace,
): readonly Subject[] {
  const pack = async () => {
    const args = [
      '--recursive',
      '--filter=./packages/*',
      'pack',
      '--pack-destination',
      join(folder, 'packed'),
    ];
    const { cpuSeconds } = await measureCommand({ command: 'pnpm', args, cwd: root, env });
    rmSync(join(folder, 'packed'), { recursive: true });
    return cpuSeconds;
  };
  const guard = async (cache = 'off') => {
    const args = [CLI, 'guard', '--json'];
    const { stdout, cpuSeconds } = await measureCommand({
      command: process.execPath,
      args,
      cwd: root,
      env: { ...env, VERSTAMP_CACHE: cache },
    });
    const verdicts = stdout.match(/"verdict": "identical"/g) ?? [];
    if (verdicts.length !== packages.length) throw new Error(`Only ${verdicts.length} were identical.`);
    return cpuSeconds;
  };
  const guardRetooled = async (cache?: string) => {
    retool({ typescript: '7.0.2' });
    const cpuSeconds = await guard(cache);
    retool(undefined);
    return cpuSeconds;
  };
  const cache = join(folder, `cache-${kilobytes}`);
  return [
    { title: `\`pnpm -r pack\` of 60 packages of ${kilobytes} kB`, measure: pack },
    {
      title: '`verstamp guard` over them, unchanged',
      aim: '3 ×',
      isCompared: true,
      measure: async () => guard(),
    },
    {
      title: '`verstamp guard` over them, packed to other bytes, so that all are fetched',
      measure: async () => guardRetooled(),
    },
    {
      title: '`verstamp guard` over them once more, with what it kept',
      isCompared: true,
      measure: async () => {
        if (!existsSync(cache)) await guardRetooled(cache);
        return guardRetooled(cache);
      },
    },
  ];
}
