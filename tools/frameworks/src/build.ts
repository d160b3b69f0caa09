import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Case } from './case.ts';
import { runNode } from './run.ts';

/** What a build put out. */
export interface Built {
  /** Each file's digest, by its path in the project. */
  readonly files: ReadonlyMap<string, string>;
  /** What the plugin had to say meanwhile. */
  readonly complaints: readonly string[];
}

const ENVIRONMENT = {
  NUXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  // Astro writes a key into its server, a new one for each build unless it is given.
  ASTRO_KEY: Buffer.alloc(32, 'verstamp').toString('base64'),
} as const;

/** Builds a project anew with a revision. */
export async function buildProject(project: string, one: Case, revision: number): Promise<Built> {
  for (const output of one.outputs) rmSync(join(project, top(output)), { recursive: true, force: true });
  const [name, ...args] = one.build;
  const { stdout, stderr } = await runNode([findProgram(project, name), ...args], {
    folder: project,
    env: { ...ENVIRONMENT, VERSTAMP_REVISION: String(revision) },
  });
  return {
    files: new Map([...new Set(one.outputs.map(top))].flatMap((folder) => digests(project, folder))),
    complaints: `${stdout}\n${stderr}`.split('\n').filter((line) => line.includes('[plugin verstamp]')),
  };
}

/** Checks a project's types, which a build does not look at; throws where they do not hold. */
export async function checkTypes(project: string, { typecheck }: Case): Promise<void> {
  if (!typecheck) return;
  const [name, ...args] = typecheck;
  await runNode([findProgram(project, name), ...args], { folder: project });
}

/** Keeps the text of a build's records, which the next build replaces. */
export function keepRecords(project: string, { outputs }: Case): string {
  return outputs
    .map((output) => readFileSync(join(project, output, '.verstamp/files.json'), 'utf8'))
    .join('\n');
}

function top(output: string): string {
  return output.split('/')[0] ?? output;
}

function digests(project: string, folder: string): readonly (readonly [string, string])[] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [relative(project, path), createHash('sha256').update(readFileSync(path)).digest('hex')]);
}

function findProgram(project: string, name: string): string {
  const folder = join(project, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly bin: string | Readonly<Record<string, string>>;
  };
  const file = typeof bin === 'string' ? bin : Object.values(bin)[0];
  if (file === undefined) throw new Error(`${name} has no command`);
  return join(folder, file);
}
