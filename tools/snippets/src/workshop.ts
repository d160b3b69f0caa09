import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { own, root } from './packages.ts';

/** A project of its own that resolves packages as this one does, as a user's would after an installation. */
export interface Workshop {
  readonly folder: string;
  /** Writes a file, and gives its path. */
  write(path: string, text: string): Promise<string>;
  remove(): Promise<void>;
}

/** What a program came to. */
export interface Ended {
  readonly exit: number | null;
  readonly output: string;
}

/** Makes the project: shop 1.4.3, a git repository with a remote. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'snippets-'));
  const write: Workshop['write'] = async (path, text) => {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  };
  await symlink(join(own, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(own, 'given'), join(folder, 'given'), { recursive: true });
  const manifest = { name: 'shop', version: '1.4.3', private: true, type: 'module' };
  await write('package.json', JSON.stringify(manifest));
  await write('package-lock.json', JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: {} }));
  await write('.gitignore', '*\n!package.json\n');
  return { folder, write, remove: async () => rm(folder, { recursive: true, force: true }) };
}

/** Makes the project's repository, with one commit and a remote of its own. */
export async function openRepository(folder: string): Promise<void> {
  const git = async (...args: readonly string[]) => runProgram('git', args, { cwd: folder });
  await git('init', '-q', '-b', 'main');
  await git('config', 'user.name', 'Test');
  await git('config', 'user.email', 'test@example.com');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'Begin');
  await git('init', '-q', '--bare', '.git/remote.git');
  await git('remote', 'add', 'origin', join(folder, '.git/remote.git'));
  await git('push', '-q', 'origin', 'main');
}

/** The environment without what would change what a snippet does. */
export const QUIET_ENV: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_|VERSTAMP_|NODE_OPTIONS|NODE_ENV|VITEST|SOURCE_DATE)/i.test(name),
    ),
  ),
  NO_COLOR: '1',
};

/** Runs a program to its end, however it ends; one that never ends is ended after two minutes. */
export async function runProgram(
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...QUIET_ENV, ...env }, timeout: 120_000, killSignal: 'SIGKILL' } as const;
    const child = execFile(command, [...args], options, (_, stdout, stderr) =>
      resolve({ exit: child.exitCode, output: stdout + stderr }),
    );
  });
}

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
