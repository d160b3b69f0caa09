import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { buildProject, checkTypes, keepRecords } from './build.ts';
import type { Case } from './case.ts';
import { compareBuilds, differingLines } from './compare.ts';
import { askSite } from './look.ts';
import { readStamps } from './read.ts';
import { serve } from './site.ts';

/** Builds a project twice, with revisions of different lengths, and gives everything that does not hold. */
export async function checkCase(folder: string, one: Case, browser: Browser): Promise<readonly string[]> {
  const project = join(folder, one.title);
  const [first, second] = one.revisions ?? [9, 10];
  const before = await buildProject(project, one, first);
  const records = keepRecords(project, one);
  const after = await buildProject(project, one, second);
  await checkTypes(project, one);
  const version = `1.4.3.${second}`;
  return [
    ...compareBuilds(before.files, after.files, one),
    ...differingLines(records, keepRecords(project, one)).map((line) => `files.json differs: ${line}`),
    ...after.complaints.map((line) => `said while building: ${line}`),
    ...(await checkFolders(project, one, version)),
    ...(await (one.isLibrary === true
      ? checkLibrary(project, version)
      : checkSite(project, one, { version, browser }))),
  ];
}

async function checkFolders(
  project: string,
  { outputs, unrecorded = [] }: Case,
  version: string,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const output of outputs) {
    const files = ['.verstamp/stamp.json', 'version.json'];
    faults.push(...(await readStamps(join(project, output), { version, files, isRecorded: true })));
  }
  for (const output of unrecorded) {
    faults.push(...(await readStamps(join(project, output), { version, files: [], isRecorded: false })));
  }
  return faults;
}

async function checkLibrary(project: string, expected: string): Promise<readonly string[]> {
  const library = pathToFileURL(join(project, 'dist/library.js')).href;
  const { version } = (await import(library)) as { readonly version?: string };
  return version === expected ? [] : [`the library says ${JSON.stringify(version)}`];
}

async function checkSite(
  project: string,
  one: Case,
  { version, browser }: { readonly version: string; readonly browser: Browser },
): Promise<readonly string[]> {
  const site = await serve(project, one);
  try {
    const { versions, complaints } = await askSite(browser, site.url, one);
    const wrong = Object.entries(versions).filter(([, said]) => said !== version);
    // The page that is served bears the stamp, whoever wrote it, and so does the document beside it.
    const files = [site.url, `${site.url}version.json`];
    return [
      ...wrong.map(([from, said]) => `${from} says ${JSON.stringify(said)}`),
      ...complaints.map((text) => `in the browser: ${text}`),
      ...(await readStamps(site.url, { version, files, isRecorded: false })),
    ];
  } finally {
    await site.close();
  }
}
