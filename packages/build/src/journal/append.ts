import { fstatSync, fsyncSync, writeSync } from 'node:fs';
import { readExactly } from './backwards.ts';
import { renewCatalog } from './catalog.ts';
import { withEntries, type Entries } from './entries.ts';
import { formatLine, type Fields } from './line.ts';
import type { JournalSettings } from './settings.ts';
import { openView } from './view.ts';

/**
 * Appends what `propose` makes of the entries so far, and again with the new ones if another process came between.
 * `undefined` appends nothing.
 *
 * @param file - The journal, open for appending and reading.
 */
export function appendTo<T extends Fields>(
  file: number,
  settings: JournalSettings,
  propose: (entries: Entries) => T | undefined,
): T | undefined {
  for (let mayRenew = true; ; mayRenew = false) {
    const view = openView(file, settings.path);
    const fields = withEntries({ file, view, settings }, (entries) => {
      const proposed = propose(entries);
      // Before anything is appended: reading more of the journal may show that it is damaged.
      if (mayRenew && entries.isWorthRenewing()) renewCatalog(settings.path, () => entries.renew());
      return proposed;
    });
    if (!fields) return undefined;
    // A line behind another process's entry would not hold, and would slow down every reader.
    if (fstatSync(file).size + view.prefix.length !== view.end) continue;
    const line = Buffer.from(`${formatLine({ at: view.end, prev: view.prev }, fields, makeNonce())}\n`);
    writeSync(file, Buffer.concat([Buffer.from(view.prefix), line]));
    // One write at the end of a file is never mixed with another's; reading it back shows whether it came first.
    if (!readExactly(file, view.end, line.length).equals(line)) continue;
    if (settings.isDurable(fields)) fsyncSync(file);
    return fields;
  }
}

/** Makes what tells processes apart. It is no secret, and the system's random bytes take a millisecond at first. */
function makeNonce(): string {
  return `${process.pid.toString(36)}-${Math.random().toString(36).slice(2)}`;
}
