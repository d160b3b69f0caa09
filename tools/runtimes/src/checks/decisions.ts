import docliners from '../../../../packages/core/conformance/docliners.json' with { type: 'json' };
import smarts from '../../../../packages/core/conformance/smarts.json' with { type: 'json' };
import software from '../../../../packages/core/conformance/stabilit-software.json' with { type: 'json' };
import { checkCompatibility, defineFormat, formatVersion } from '../../../../packages/core/src/index.ts';
import type { Expect } from './expect.ts';

interface Row {
  readonly client: string;
  readonly server: string;
  readonly rule: string;
  readonly verdict: string;
  readonly move: string | null;
  readonly until?: object;
  readonly now?: string;
}

/** Decides about every pair of the seeds. */
export function checkDecisions(expect: Expect): void {
  const tables: readonly { readonly format?: string; readonly rows: readonly Row[] }[] = [
    docliners,
    smarts,
    software,
  ];
  for (const { format, rows } of tables) {
    const read = (text: string): string => (format ? formatVersion(defineFormat(format).parse(text)) : text);
    for (const row of rows) {
      const now = row.now === undefined ? {} : { now: Date.parse(row.now) };
      const { verdict, move } = checkCompatibility(
        read(row.client),
        read(row.server),
        { table: row.rule, until: row.until as Readonly<Record<string, string>> | undefined },
        now,
      );
      expect(`${row.client} against ${row.server}`, [verdict, move ?? null], [row.verdict, row.move]);
    }
  }
}
