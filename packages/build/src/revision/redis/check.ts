import { ledgerUnsafe } from '@verstamp/core/problems';
import type { AskRedis } from './connect.ts';
import { judgeDurability, readSettings } from './durability.ts';

/**
 * Refuses a server that does not keep a ledger; tells whether what it confirms may be in memory still.
 *
 * @throws VerstampError `LEDGER_UNSAFE`.
 */
export async function checkServer(ask: AskRedis, ledger: string): Promise<boolean> {
  const durability = judgeDurability(await readSettings(ask));
  if (durability.kind === 'unsafe') {
    const { reason, needed } = durability;
    throw ledgerUnsafe({ ledger, reason, needed });
  }
  return durability.kind === 'delayed';
}

/** Formats the warning of what a server may lose that syncs its file once a second. */
export function formatDelay(label: string): string {
  return (
    `verstamp: ${label} writes its append-only file to disk once a second: a crash of its machine may lose the last ` +
    'numbers and releases. "appendfsync always" in its settings keeps them.'
  );
}
