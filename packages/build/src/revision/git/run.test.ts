import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { runGit } from './run.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('reads what came while this process was held up before it calls git silent', async () => {
  // Nothing is looked up before git is started.
  vi.stubEnv('GIT_SSH_COMMAND', 'ssh');
  const running = runGit({ root: makeFolder(), silenceMs: 500 }, ['version']);
  await setImmediate();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 800);
  expect(await running).toMatchObject({ code: 0 });
});
