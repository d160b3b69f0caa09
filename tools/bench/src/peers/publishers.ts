import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A way of publishing a workspace. */
export interface Publisher {
  readonly title: string;
  /** The program and its arguments, for Node. */
  readonly command: readonly string[];
  /** The package manager whose workspace it is. @default npm */
  readonly manager?: 'npm' | 'pnpm';
}

/** How a publisher ended. */
export interface Ended {
  /** `undefined` where it had to be stopped. */
  readonly code: number | undefined;
  readonly seconds: number;
  /** The end of what it printed. */
  readonly said: string;
}

// Its commands are native programs; this is the same in JavaScript.
const PNPM = fileURLToPath(new URL('bin/pnpm.mjs', findFolder('pnpm')));
const VERSTAMP = fileURLToPath(new URL('../../../../packages/verstamp/dist/main.js', import.meta.url));

/** Ours, and those that people use today. */
export const PUBLISHERS: readonly Publisher[] = [
  { title: 'verstamp release', command: [VERSTAMP, 'release'] },
  { title: 'changeset publish', command: [findProgram('@changesets/cli', 'changeset'), 'publish'] },
  { title: 'npm publish --workspaces', command: [findProgram('npm', 'npm'), 'publish', '--workspaces'] },
  { title: 'pnpm -r publish', command: [PNPM, '-r', 'publish'], manager: 'pnpm' },
  { title: 'nx release publish', command: [findProgram('nx', 'nx'), 'release', 'publish'] },
  { title: 'lerna publish', command: [findProgram('lerna', 'lerna'), 'publish', 'from-package', '--yes'] },
];

const LONGEST_MS = 120_000;

/** Runs a publisher in a workspace until it ends, for two minutes at most. */
export async function publish({ command }: Publisher, root: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  const start = performance.now();
  const ended = await run(command, root, env);
  return { ...ended, seconds: (performance.now() - start) / 1000 };
}

/** Gives the version of each peer, by its package's name. */
export function readPeerVersions(): Readonly<Record<string, string>> {
  const names = ['@changesets/cli', 'npm', 'pnpm', 'nx', 'lerna'];
  return Object.fromEntries(names.map((name) => [name, readManifest(name).version]));
}

async function run(
  command: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Omit<Ended, 'seconds'>> {
  return new Promise((resolve) => {
    const options = { cwd, env, timeout: LONGEST_MS };
    const child = execFile(process.execPath, [...command], options, (error, stdout, stderr) => {
      const code = error?.killed ? undefined : (child.exitCode ?? 1);
      resolve({ code, said: `${stdout}\n${stderr}`.trim().slice(-500) });
    });
    child.stdin?.end();
  });
}

interface Manifest {
  readonly version: string;
  readonly bin: string | Readonly<Record<string, string>>;
}

function findProgram(name: string, command: string): string {
  const { bin } = readManifest(name);
  return fileURLToPath(new URL(typeof bin === 'string' ? bin : (bin[command] ?? ''), findFolder(name)));
}

function readManifest(name: string): Manifest {
  return JSON.parse(readFileSync(new URL('package.json', findFolder(name)), 'utf8')) as Manifest;
}

function findFolder(name: string): URL {
  return new URL(`../../node_modules/${name}/`, import.meta.url);
}
