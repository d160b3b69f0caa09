import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { buildProject, keepRecords, type Built } from './build.ts';
import type { Case } from './cases.ts';
import { askServiceWorker, askSite, serve } from './look.ts';
import { runNode } from './run.ts';

const COMMAND = join(import.meta.dirname, '../../../packages/verstamp/src/main.ts');

/** Builds a project twice, with revisions of different lengths, and gives everything that does not hold. */
export async function checkCase(folder: string, one: Case, browser: Browser): Promise<readonly string[]> {
  const project = join(folder, one.title);
  const [first, second] = one.revisions ?? [9, 10];
  const before = await buildProject(project, one, first);
  const records = keepRecords(project, one);
  const after = await buildProject(project, one, second);
  const faults = [...compareBuilds(before, after, one)];
  for (const line of differingLines(records.join('\n'), keepRecords(project, one).join('\n'))) {
    faults.push(`files.json differs: ${line}`);
  }
  for (const output of one.outputs) {
    const args = ['--conditions=@verstamp/source', COMMAND, 'read', join(project, output)];
    await runNode(args, { folder: project }).catch(({ message }: Error) => faults.push(message));
  }
  for (const [from, version] of Object.entries(await askAll(project, one, browser))) {
    if (version !== `1.4.3.${second}`) faults.push(`${from} says ${JSON.stringify(version)}`);
  }
  return faults;
}

function differingLines(before: string, after: string): readonly string[] {
  const [one, other] = [before.split('\n'), after.split('\n')];
  const removed = one.filter((line) => !other.includes(line));
  const added = other.filter((line) => !one.includes(line));
  return [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
}

/** Says which files were renamed, and which changed that have no reason to. */
function* compareBuilds(
  before: Built,
  after: Built,
  { changes, varying = [], rebundled }: Pick<Case, 'changes' | 'varying' | 'rebundled'>,
): Generator<string> {
  if (rebundled) {
    const [one, other] = [before, after].map((built) => splitBuilt(built, rebundled));
    if (one?.names !== other?.names) yield 'other files were bundled anew';
    if (!one?.names) yield 'nothing was bundled anew';
    if (one && other) yield* compareBuilds(one.rest, other.rest, { changes, varying });
    return;
  }
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (varying.includes(path)) continue;
    if (!before.has(path) || !after.has(path)) yield `${path} is in one build only`;
    else if (changes.includes(path) === (before.get(path) === after.get(path))) {
      yield changes.includes(path) ? `${path} did not change` : `${path} changed`;
    }
  }
}

/** Tells what a framework bundled anew, by name without hash, from the rest. */
function splitBuilt(built: Built, rebundled: RegExp): { readonly names: string; readonly rest: Built } {
  const paths = [...built.keys()].filter((path) => rebundled.test(path));
  const names = paths.map((path) => path.replace(rebundled.exec(path)?.[1] ?? '', '*'));
  const rest = new Map([...built].filter(([path]) => !paths.includes(path)));
  return { names: names.toSorted().join(), rest };
}

async function askAll(
  project: string,
  one: Case,
  browser: Browser,
): Promise<Readonly<Record<string, string | undefined>>> {
  if (one.isLibrary === true) {
    const { version } = (await import(pathToFileURL(join(project, 'dist/library.js')).href)) as {
      readonly version?: string;
    };
    return { library: version };
  }
  const site = await serve(project, one);
  try {
    const { client, server } = await askSite(browser, site.url);
    return {
      page: client,
      ...(one.server !== undefined && { server }),
      ...(one.hasServiceWorker === true && { serviceWorker: await askServiceWorker(browser, site.url) }),
    };
  } finally {
    await site.close();
  }
}
