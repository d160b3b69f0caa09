import { join } from 'node:path';
import { root } from './folders.ts';
import { runProgram } from './run.ts';
import type { Workshop } from './workshop.ts';

/** Checks the types of everything under some folders of a project, and gives what the compiler said, by file. */
export async function checkTypes(
  workshop: Workshop,
  include: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const config = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: {
      lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
      types: ['node', '@verstamp/build/virtual', 'vite/client'],
      jsx: 'react-jsx',
      experimentalDecorators: true,
      module: 'esnext',
      moduleResolution: 'bundler',
      isolatedDeclarations: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      declaration: false,
      skipLibCheck: true,
      noEmit: true,
    },
    include,
  };
  await workshop.write('tsconfig.json', JSON.stringify(config));
  const { output } = await runProgram('tsc', ['-p', 'tsconfig.json', '--pretty', 'false'], {
    cwd: workshop.folder,
  });
  const said = new Map<string, string>();
  for (const line of output.split('\n').filter(Boolean)) {
    const [, file] = /^([^(\s]+)\(\d/.exec(line) ?? [];
    if (file === undefined && !line.startsWith(' ')) throw new Error(`The compiler said: ${output}`);
    if (file !== undefined) said.set(file, `${said.get(file) ?? ''}${line}\n`);
  }
  return said;
}
