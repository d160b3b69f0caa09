import { VerstampError } from '@verstamp/core';
import type { AskPostgres } from './connect.ts';

/** What is done as one. */
export interface Transaction<T> {
  /** The statement that begins it. */
  readonly begin: string;
  readonly act: (ask: AskPostgres) => Promise<T>;
}

/** Commits what was done; an outcome of ours rolls it back, and whatever else goes wrong ends the connection. */
export async function commit<T>(ask: AskPostgres, { begin, act }: Transaction<T>): Promise<T> {
  await ask({ text: begin });
  try {
    const result = await act(ask);
    await ask({ text: 'COMMIT' });
    return result;
  } catch (error) {
    if (error instanceof VerstampError) await ask({ text: 'ROLLBACK' });
    throw error;
  }
}
