import { expect, it } from 'vitest';
import { interpretUpload } from './answer.ts';

const basic = Buffer.from('zoe:hunter2').toString('base64');

it.each([
  ['a token', 'Bearer secret-token', 'No secret-token here', 'No *** here'],
  ['what is sent of a password', `Basic ${basic}`, `No ${basic} here`, 'No *** here'],
  ['the password itself', `Basic ${basic}`, 'zoe, hunter2 is wrong', 'zoe, *** is wrong'],
  ["somebody else's token", undefined, 'No npm_0123456789 here', 'No npm_*** here'],
])('repeats nothing of %s that a registry echoes', (_, authorization, error, said) => {
  for (const body of [{ error }, { message: error }]) {
    const answer = interpretUpload({ statusCode: 403, body }, authorization);
    expect(answer).toEqual({ kind: 'refused', status: 403, reason: `it says "${said}".` });
  }
  const withheld = interpretUpload({ code: 'EUSAGE', message: error }, authorization);
  expect(withheld).toMatchObject({ kind: 'withheld', reason: `npm says "${said}" ("EUSAGE").` });
});
