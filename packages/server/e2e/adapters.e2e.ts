import { describe, expect, it } from 'vitest';
import type { Case } from './cases/case.ts';
import { cases } from './cases/index.ts';
import { adapters, ask, type Reply } from './serve.ts';

const base = { name: 'shop', version: '2.1.0.417', log: false } as const;

describe.each(Object.entries(adapters))('%s', (_, serve) => {
  it.each(cases)('$level $id: $title', async (row) => {
    await using server = await serve({ ...base, ...row.options });
    const reply = await ask(server.origin + (row.path ?? '/'), row.headers, row.method);
    expect(reply.status).toBe(row.status);
    if (row.statusText !== undefined) expect(reply.statusText).toBe(row.statusText);
    expect(reply.headers).toMatchObject(present(row));
    for (const name of absent(row)) expect(reply.headers).not.toHaveProperty(name);
    if (row.body !== undefined) expectBody(reply, row.body);
    expect(server.handled).toHaveLength(row.body === 'handled' || row.id === 'pass-head' ? 1 : 0);
  });

  it('gives the document an entity tag that holds until the document changes', async () => {
    const tags = [];
    for (const until of ['2027-01-31', '2027-01-31', '2027-02-01']) {
      await using server = await serve({ ...base, until: { 1: until } });
      const { headers } = await ask(`${server.origin}/version.json`);
      tags.push(headers.etag);
      const again = await ask(`${server.origin}/version.json`, ['If-None-Match', `W/${headers.etag}`]);
      expect(again.status).toBe(304);
    }
    expect(tags[0]).toMatch(/^"[\da-z]+"$/);
    expect(tags[1]).toBe(tags[0]);
    expect(tags[2]).not.toBe(tags[0]);
  });

  it('refuses an older major from the very instant on', async () => {
    let now = Date.parse('2027-01-30T23:59:59.999Z');
    await using server = await serve({ ...base, until: { 1: '2027-01-31' }, now: () => now });
    const sent = ['API-Version', '1.4.3'];
    expect((await ask(server.origin, sent)).status).toBe(200);
    now += 1;
    expect((await ask(server.origin, sent)).status).toBe(400);
    now -= 1;
    expect((await ask(server.origin, sent)).status).toBe(200);
  });
});

function present({ expected = {} }: Case): object {
  return Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined));
}

function absent({ expected = {} }: Case): readonly string[] {
  return Object.keys(expected).filter((name) => expected[name] === undefined);
}

function expectBody(reply: Reply, body: string | object): void {
  if (typeof body === 'string') {
    expect(reply.body).toBe(body);
    return;
  }
  const received = JSON.parse(reply.body) as Record<string, unknown>;
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string' && value.startsWith('~')) expect(received[name]).toContain(value.slice(1));
    else expect(received[name]).toEqual(value);
  }
}
