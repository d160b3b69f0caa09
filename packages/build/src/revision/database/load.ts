import { ledgerClient } from '@verstamp/core/problems';

/**
 * Loads the client of a database, which is an optional peer.
 *
 * @throws VerstampError `LEDGER_CLIENT` saying what to install.
 */
export async function loadClient<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw ledgerClient({ client: name }, { cause });
  }
}
