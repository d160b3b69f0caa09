import { join } from 'node:path';
import { fileLedger } from '@verstamp/build/revision';
import { expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import type { ReleaseContext } from './context.ts';
import { readHistory } from './history.ts';

it('says who is waited for without what a terminal, or a CI, obeys', async () => {
  let now = 0;
  const lines: string[] = [];
  const ledger = fileLedger(join(makeFolder(), 'ledger.jsonl'), { now: () => now });
  const owner = 'them\u001b[2K\n::error::stolen';
  await ledger.claim({ releases: [{ name: 'a', version: '1.0.0' }], owner, durationMs: 1000 });
  const context = {
    ledger,
    workspace: { packages: [{ name: 'a', version: '1.0.0' }] },
    policy: { tagOnly: [] },
    claimTimes: { pollMs: 1 },
    pause: async () => void (now += 1000),
    say: (line: string) => void lines.push(line),
  } as unknown as ReleaseContext;
  await readHistory(context, { unfinished: new Map(), deadline: Infinity });
  expect(lines).toEqual([
    '"them\\u001b[2K\\n::error::stolen" is releasing until "1970-01-01T00:00:01.000Z" at most; waiting for it.',
  ]);
});
