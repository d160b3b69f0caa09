import { expect, it } from 'vitest';
import { askAgain } from './ask-again.ts';

const failing = (code: string, failures: number) => {
  let asked = 0;
  const answer = askAgain(async () => {
    if (asked++ < failures)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
    return 'answer';
  });
  return { answer, asked: () => asked };
};

it('asks anew where connections were closed, four times at most', async () => {
  expect(await failing('UND_ERR_SOCKET', 3).answer).toBe('answer');
  const closed = failing('ECONNRESET', 4);
  await expect(closed.answer).rejects.toThrow('fetch failed');
  expect(closed.asked()).toBe(4);
});

it('asks once where nobody listens', async () => {
  const { answer, asked } = failing('ECONNREFUSED', 1);
  await expect(answer).rejects.toThrow('fetch failed');
  expect(asked()).toBe(1);
});
