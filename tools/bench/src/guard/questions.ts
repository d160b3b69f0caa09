import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureCommand } from './cpu.ts';
import { ASK_BARE, prepareAsk, type Said } from './scripts.ts';
import type { Place, Subject } from './subject.ts';
import type { BenchWorkspace } from './workspace.ts';

/** Lists what it takes to ask a registry about many packages, and about few. */
export function listQuestions(
  { registry, folder, env }: Place,
  { many, ten }: { readonly many: BenchWorkspace; readonly ten: BenchWorkspace },
): readonly Subject[] {
  const start = async (code: string, { root, packages }: BenchWorkspace, first = root) => {
    const list = join(folder, 'list.json');
    writeFileSync(list, JSON.stringify(packages));
    const args = ['--input-type=module', '-e', code, first, list];
    const { stdout, cpuSeconds } = await measureCommand({ command: process.execPath, args, cwd: root, env });
    const said = JSON.parse(stdout) as Said;
    if (said.count !== packages.length) throw new Error(`Only ${said.count} packages were found.`);
    return { beyond: said.cpuSeconds, whole: cpuSeconds };
  };
  const ask = prepareAsk();
  return [
    {
      title: 'asking about 500 packages, a bare client',
      measure: async () => (await start(ASK_BARE, many, registry)).beyond,
    },
    {
      title: 'asking about 500 packages',
      aim: '0.25',
      isCompared: true,
      measure: async () => (await start(ask, many)).beyond,
    },
    {
      title: 'asking about 10 packages, with the start of Node',
      aim: '0.15',
      measure: async () => (await start(ask, ten)).whole,
    },
  ];
}
