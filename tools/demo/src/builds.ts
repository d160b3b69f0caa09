import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareOutputs, readOutputs } from './outputs.ts';
import type { Report } from './report.ts';
import { run, runOrThrow } from './run.ts';

const require = createRequire(import.meta.url);

/** The command line, as its users start it. */
export const verstamp: readonly string[] = [
  process.execPath,
  join(require.resolve('verstamp/package.json'), '../dist/main.js'),
];

const shop = fileURLToPath(new URL('../shop', import.meta.url));

/** Makes a new folder for builds, inside this package: the built server loads `ws` from there. */
export async function makeFolder(): Promise<string> {
  const parent = fileURLToPath(new URL('../dist', import.meta.url));
  await mkdir(parent, { recursive: true });
  return mkdtemp(join(parent, 'shop-'));
}

/** Builds the shop's pages, server and terminal client into a folder, all with one new revision. */
export async function buildShop(output: string): Promise<void> {
  await runOrThrow([...verstamp, 'next', '--', process.execPath, 'build.ts', output], { cwd: shop });
}

/** Builds twice, and shows the stamps and what the second build renamed. */
export async function showBuilds(report: Report, [first, second]: readonly [string, string]): Promise<void> {
  report.chapter('Two builds of the same sources');
  for (const output of [first, second]) {
    await buildShop(output);
    const { status, stdout, stderr } = await run([...verstamp, 'read', output], { cwd: shop });
    for (const line of `${stdout}${stderr}`.trimEnd().split('\n')) report.note(line);
    report.expect('pages, worker, server and files agree (verstamp read)', status === 0);
  }
  const [before, after] = [readOutputs(first), readOutputs(second)];
  const { renamed, changed, lying } = compareOutputs(before, after);
  report.expect('the second build has another revision', readVersion(first) !== readVersion(second));
  report.expect(`${renamed.length} of ${before.size} files were renamed`, renamed.length === 0);
  report.expect(`${lying.length} files whose name is a hash have other bytes`, lying.length === 0);
  report.note(`changed: ${changed.join(', ')}`);
}

/** Reads the version that a build of the shop advertises. */
export function readVersion(output: string): string {
  const text = readFileSync(join(output, 'client/version.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
