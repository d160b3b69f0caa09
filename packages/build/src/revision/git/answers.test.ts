import { expect, it } from 'vitest';
import { reasonOf } from './answers.ts';

const say = (stderr: string) => reasonOf({ code: 1, stdout: Buffer.alloc(0), stderr }, 1000);

it('shows no password of an address, whatever characters it has', () => {
  expect(say("fatal: unable to access 'https://ada:p@ss/w0rd?@host/x'")).toBe(
    "unable to access 'https://host/x'",
  );
});

it('takes no time over what a remote says without an end', () => {
  expect(say(`remote: ${'/'.repeat(2 ** 20)}`).length).toBeLessThan(2 ** 20);
});
