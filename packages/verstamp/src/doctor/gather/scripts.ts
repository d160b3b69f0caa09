import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listImports } from '../../script/imports.ts';
import { parseScript } from '../../script/parse.ts';
import type { ScriptFacts } from '../facts.ts';

const SCRIPT = /\.[cm]?[jt]s$/;
const OURS = /^@verstamp\/build\/(vite|rollup|rolldown|esbuild|webpack|rspack)$/;
const MAX_BYTES = 256 * 2 ** 10;
const MAX_FILES = 100;

/** Reads the scripts of a package that may run a bundler: those beside its package.json, and those that it names. */
export async function readScripts(
  root: string,
  folder: string,
  commands: Readonly<Record<string, string>>,
): Promise<readonly ScriptFacts[]> {
  const beside = await readdir(join(root, folder)).catch(() => []);
  const named = Object.values(commands).flatMap((command) => command.match(/[\w./-]+\.[cm]?[jt]s\b/g) ?? []);
  const own = named.filter((path) => !path.startsWith('/') && !path.includes('..'));
  const paths = [...new Set([...beside.filter((file) => SCRIPT.test(file)), ...own.map(trim)])].slice(
    0,
    MAX_FILES,
  );
  const scripts = await Promise.all(
    paths.map(async (path) => readScript(root, folder ? `${folder}/${path}` : path)),
  );
  return scripts.filter((script) => script !== undefined);
}

function trim(path: string): string {
  return path.replace(/^(\.\/)+/, '');
}

async function readScript(root: string, file: string): Promise<ScriptFacts | undefined> {
  const path = join(root, file);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || found.size > MAX_BYTES) return undefined;
  const program = parseScript(await readFile(path, 'utf8'));
  const plugins = program ? listImports(program).flatMap(({ source }) => OURS.exec(source)?.[1] ?? []) : [];
  return { file, plugins };
}
