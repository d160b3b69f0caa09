import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCompatibility } from './decision.ts';
import { defineFormat } from './format.ts';
import { readInstant } from './instant.ts';
import { verdict } from './verdict.ts';
import { parseVersion } from './parse.ts';
import { displayVersion, formatVersion } from './version.ts';

interface Row {
  readonly client: string;
  readonly server: string;
  readonly rule: string;
  readonly verdict: string;
  readonly move: 'client' | 'server' | null;
  readonly until?: Record<string, string>;
  readonly now?: string;
}

interface Table {
  readonly title: string;
  readonly format?: string;
  readonly rows: readonly Row[];
}

const folder = new URL('../conformance/', import.meta.url);
const tables = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Table)
  .filter((table) => 'rows' in table);

it('finds the tables of all three seeds', () => {
  expect(tables.flatMap((table) => table.rows)).toHaveLength(27);
  expect(tables).toHaveLength(4);
});

describe.each(tables)('$title', ({ rows, format }) => {
  const read = (text: string) => (format ? formatVersion(defineFormat(format).parse(text)) : text);

  it.each(rows)('$client against $server under $rule: $verdict', (row) => {
    const { rule, until, now } = row;
    const client = read(row.client);
    const server = read(row.server);
    const at = now === undefined ? {} : { now: readInstant(now) ?? Number.NaN };
    const decision = checkCompatibility(client, server, until ? { table: rule, until } : { table: rule }, at);
    expect(decision).toMatchObject({ verdict: row.verdict, rule });
    expect(decision.move ?? null).toBe(row.move);
    if (!until) expect(verdict(client, server, rule)).toBe(row.verdict);
    const shown = decision.difference?.part === 'revision' ? formatVersion : displayVersion;
    if (row.move) expect(decision.message).toContain(`Client ${shown(parseVersion(client))} `);
    if (row.verdict === 'refuse') expect(decision.message).toContain(`pdate the ${row.move}`);
  });
});
