import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { announceTags } from './announce.ts';

const tag = { tag: 'a@1.0.0', name: 'a', version: '1.0.0', commit: 'c1' };

it('appends an event for each tag, and leaves a file where there is none', async () => {
  const cwd = makeFolder();
  const env = { CHANGESETS_OUTPUT: 'out/events.jsonl' };
  const read = () => readFileSync(join(cwd, 'out/events.jsonl'), 'utf8');
  // The action takes a missing file for a failure.
  await announceTags([], { cwd, env });
  expect(read()).toBe('');
  for (let run = 0; run < 2; run++) await announceTags([tag], { cwd, env });
  expect(read()).toBe('{"type":"git-tag","tag":"a@1.0.0","packageName":"a"}\n'.repeat(2));
});

it('tells nobody without the variable', async () => {
  const cwd = makeFolder();
  await announceTags([tag], { cwd, env: {} });
  expect(existsSync(join(cwd, 'out'))).toBe(false);
});
