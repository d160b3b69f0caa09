import { defineFormat } from '@verstamp/core';
import { PLAIN, MISMATCH, ENDING, BEFORE, AFTER, sends, type Case } from './case.ts';

/** The cases of who is refused, from when on, and with which words. */
export const refuseCases: readonly Case[] = [
  {
    id: 'warn-ending',
    level: 'MUST',
    title: 'announces the end of an older major',
    headers: sends('1.4.3'),
    options: { ...ENDING, now: () => BEFORE },
    ...PLAIN,
    expected: {
      'api-version': '2.1.0',
      deprecation: '@1780272000',
      sunset: 'Sun, 31 Jan 2027 00:00:00 GMT',
    },
  },
  {
    id: 'warn-build-time',
    level: 'SHOULD',
    title: 'calls an older major deprecated since the build where no date is given',
    headers: sends('1.4.3'),
    options: { until: ENDING.until, time: '2026-11-21T02:00:00Z', now: () => BEFORE },
    ...PLAIN,
    expected: { deprecation: '@1795226400' },
  },
  {
    id: 'refuse-ended',
    level: 'MUST',
    title: 'refuses an older major from its end date on, and says so',
    headers: sends('1.4.3'),
    options: { ...ENDING, now: () => AFTER },
    status: 400,
    body: {
      ...MISMATCH,
      move: 'client',
      until: '2027-01-31',
      detail:
        "The API version in the request header does not match the server's. " +
        "Client 1.4.3 is not compatible with server 2.1.0: the client's major is older. " +
        'The outdated functionality can no longer be used since 2027-01-31: update the client.',
    },
  },
  {
    id: 'refuse-major',
    level: 'MUST',
    title: 'refuses another major with a problem that names both versions',
    headers: sends('3.0.0'),
    status: 400,
    statusText: 'Bad Request',
    body: {
      ...MISMATCH,
      status: 400,
      client: '3.0.0',
      server: '2.1.0.417',
      rule: 'xx------',
      move: 'server',
      detail:
        "The API version in the request header does not match the server's. " +
        "Client 3.0.0 is not compatible with server 2.1.0: the client's major is newer. Update the server.",
    },
    expected: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'api-version': '2.1.0',
      vary: 'API-Version',
    },
  },
  {
    id: 'refuse-head',
    level: 'MUST',
    title: 'refuses HEAD with the same head and no body',
    method: 'HEAD',
    headers: sends('3.0.0'),
    status: 400,
    body: '',
    expected: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  },
  {
    id: 'refuse-query',
    level: 'MUST',
    title: 'refuses by the query as well',
    path: '/?api-version=3.0.0',
    status: 400,
    body: MISMATCH,
  },
  {
    id: 'refuse-min',
    level: 'MUST',
    title: 'refuses a version below the lowest served',
    options: { min: '2.0.5' },
    headers: sends('2.0.4'),
    status: 400,
    body: { ...MISMATCH, move: 'client' },
  },
  {
    id: 'refuse-text',
    level: 'MUST',
    title: 'answers with a status and text of the application, to the letter',
    options: {
      version: 'V3.2-023',
      format: defineFormat('V{major}.{minor}-{revision:3}'),
      rule: 'xx-x-x-x',
      status: 423,
      text: ({ sent }) => `Incompatible SC version nr. [${sent}]`,
    },
    headers: sends('V5.4-456'),
    status: 423,
    statusText: 'Incompatible SC version nr. [V5.4-456]',
    body: {
      ...MISMATCH,
      status: 423,
      client: '5.4.0.456',
      detail: 'Incompatible SC version nr. [V5.4-456]',
    },
    expected: { 'api-version': 'V3.2-023' },
  },
  {
    id: 'refuse-text-unsafe',
    level: 'MUST',
    title: 'keeps a text that is no reason phrase out of the status line',
    options: { text: () => 'Обновите\r\nприложение' },
    headers: sends('3.0.0'),
    status: 400,
    statusText: 'Bad Request',
    body: { detail: 'Обновите\r\nприложение' },
  },
  {
    id: 'disabled',
    level: 'MUST',
    title: 'refuses nothing where the check is switched off, and still advertises',
    options: { enabled: false, unreadable: 'refuse' },
    headers: sends('3.0.0'),
    ...PLAIN,
    expected: { 'api-version': '2.1.0', vary: 'Accept-Encoding, API-Version' },
  },
];
