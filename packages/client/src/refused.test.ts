import { expect, it } from 'vitest';
import { isVersionRefused, readRefused, readRefusedResponse } from './refused.ts';

const refusal = { type: 'urn:verstamp:ClientApiVersionMismatch', server: '2.0.0', detail: 'too old' };

it.each([
  ['a refusal', readRefused(refusal), true],
  ['another error', new Error('VERSION_REFUSED'), false],
  ['an error of another code', Object.assign(new Error('no'), { code: 'VERSION_SYNTAX' }), false],
  ['what is no error', { code: 'VERSION_REFUSED' }, false],
  ['nothing', undefined, false],
])('takes %s for a refusal: %s', (_, error, expected) => {
  expect(isVersionRefused(error)).toBe(expected);
});

it.each([
  [200, 'Application/Problem+JSON; charset=utf-8', true],
  [200, 'application/json', false],
  [400, 'Application/JSON', true],
  [400, 'text/html', false],
])('looks into an answer of status %i and type %s: %s', async (status, type, isRead) => {
  const response = new Response(JSON.stringify(refusal), { status, headers: { 'Content-Type': type } });
  const refused = await readRefusedResponse(response, 10_000);
  expect(refused?.details).toEqual(
    isRead ? { status, code: 'ClientApiVersionMismatch', ...refusal } : undefined,
  );
  expect(response.bodyUsed).toBe(false);
});
