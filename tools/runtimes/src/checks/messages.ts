import protocol from '../../../../packages/core/conformance/stabilit-protocol.json' with { type: 'json' };
import { createMessageCheck } from '../../../../packages/client/src/index.ts';
import { defineFormat, formatVersion } from '../../../../packages/core/src/index.ts';
import type { Expect } from './expect.ts';

/** Takes and drops messages as the protocol has it. */
export function checkMessages(expect: Expect): void {
  const format = defineFormat(protocol.format);
  for (const row of protocol.rows) {
    const check = createMessageCheck({ version: formatVersion(format.parse(row.server)), log() {} });
    expect(`a message of ${row.client}`, check(formatVersion(format.parse(row.client))), row.verdict);
  }
}
