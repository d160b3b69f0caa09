import { PLAIN, UNREADABLE, sends, type Case } from './case.ts';

/** The cases of what becomes of versions that are missing, repeated or malformed. */
export const unreadableCases: readonly Case[] = [
  ...[
    { id: 'missing', headers: [], says: 'No client version was sent' },
    { id: 'repeated', headers: [...sends('2.1.0'), ...sends('2.1.0')], says: 'More than one' },
    { id: 'malformed', headers: sends('v2.1.0'), says: 'could not be read' },
    { id: 'empty', headers: sends(''), says: 'could not be read' },
  ].flatMap(({ id, headers, says }): Case[] => [
    {
      id: `unreadable-pass-${id}`,
      level: 'MUST',
      title: `passes where the version is ${id} and nothing else is said`,
      headers,
      ...PLAIN,
      expected: { 'api-version': '2.1.0' },
    },
    {
      id: `unreadable-refuse-${id}`,
      level: 'MUST',
      title: `calls a version that is ${id} unreadable, never a mismatch, where policy refuses`,
      headers,
      options: { unreadable: 'refuse', text: () => 'never said of what could not be read' },
      status: 400,
      statusText: 'Bad Request',
      body: { ...UNREADABLE, detail: `~${says}` },
      expected: { 'cache-control': 'no-store' },
    },
  ]),
  {
    id: 'unreadable-conflict',
    level: 'MUST',
    title: 'cannot read a header and a query that disagree',
    path: '/?api-version=2.0.0',
    headers: sends('2.1.0'),
    options: { unreadable: { repeated: 'refuse' } },
    status: 400,
    body: UNREADABLE,
  },
];
