import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CASES } from './cases.ts';
import { checkCase } from './check.ts';
import { openBrowser } from './look.ts';
import { scaffold } from './scaffold.ts';

const wanted = process.argv.slice(2);
const cases = CASES.filter(({ title }) => wanted.length === 0 || wanted.includes(title));
const folder = mkdtempSync(join(tmpdir(), 'verstamp-frameworks-'));
const browser = await openBrowser();
let failed = 0;
try {
  console.log(`installing ${CASES.length} projects`);
  await scaffold(folder, CASES);
  const queue = [...cases];
  await Promise.all([checkNext(queue), checkNext(queue)]);
  console.log(`${cases.length - failed} passed, ${failed} failed`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
if (failed > 0 || cases.length === 0) process.exitCode = 1;

/** Takes one case after another; two of these keep two cores busy. */
async function checkNext(queue: (typeof cases)[number][]): Promise<void> {
  for (let one = queue.shift(); one; one = queue.shift()) {
    const faults = await checkCase(folder, one, browser).catch((error: unknown) => [String(error)]);
    if (faults.length > 0) failed += 1;
    console.log(`${one.title.padEnd(14)} ${faults.length > 0 ? 'FAILED' : 'ok'}`);
    for (const fault of faults) console.log(`  ${fault.replaceAll('\n', '\n  ')}`);
  }
}
