import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../failure.ts';
import type { AskRedis } from './connect.ts';

/** What a server says of how it keeps what it was told; `undefined` if this account may not know. */
export interface RedisSettings {
  readonly isLogged: boolean | undefined;
  readonly fsync: string | undefined;
  readonly eviction: string | undefined;
}

/** Whether a ledger may be kept there; `needed` is the setting that is missing. */
export type Durability =
  | { readonly kind: 'durable' }
  /** A crash of the server loses nothing that was waited for; one of its machine may lose the last second. */
  | { readonly kind: 'delayed' }
  | { readonly kind: 'unsafe'; readonly reason: string; readonly needed: string };

/** Decides whether a server with these settings keeps a ledger; what cannot be found out is refused. */
export function judgeDurability({ isLogged, fsync, eviction }: RedisSettings): Durability {
  if (isLogged === undefined) {
    const reason =
      'this account may read neither INFO nor CONFIG GET, so it cannot be known whether anything is kept';
    return { kind: 'unsafe', reason, needed: 'appendonly yes, and an ACL with +info or +config|get' };
  }
  if (!isLogged) return { kind: 'unsafe', reason: 'its append-only file is off', needed: 'appendonly yes' };
  if (fsync === 'no') {
    return { kind: 'unsafe', reason: 'appendfsync is "no"', needed: 'appendfsync always' };
  }
  if (eviction === undefined || eviction.startsWith('allkeys')) {
    const reason = 'it may evict any key when memory runs short';
    return { kind: 'unsafe', reason, needed: 'maxmemory-policy noeviction' };
  }
  return { kind: fsync === 'always' ? 'durable' : 'delayed' };
}

const POLL_MS = 2;

/** Asks a server for its settings. */
export async function readSettings(ask: AskRedis): Promise<RedisSettings> {
  const info = await readInfo(ask, 'persistence');
  const memory = await readInfo(ask, 'memory');
  const config = async (name: string) => {
    const answer = await askOrNot(ask, ['CONFIG', 'GET', name]);
    return Array.isArray(answer) && answer.length === 2 ? String(answer[1]) : undefined;
  };
  const logged = info.get('aof_enabled') ?? { yes: '1', no: '0' }[(await config('appendonly')) ?? ''];
  return {
    isLogged: logged === undefined ? undefined : logged === '1',
    fsync: await config('appendfsync'),
    eviction: memory.get('maxmemory_policy') ?? (await config('maxmemory-policy')),
  };
}

/**
 * Waits until what was written has left the server's memory: while it syncs its file once a second, it holds
 * back what follows for up to two, and a crash of the server alone would lose that.
 */
export async function settle(ask: AskRedis): Promise<void> {
  let goal: number | undefined;
  for (;;) {
    const info = await readInfo(ask, 'persistence');
    const held = Number(info.get('aof_buffer_length') ?? 0);
    const size = Number(info.get('aof_current_size') ?? 0);
    goal ??= size + held;
    // A file that shrank was rewritten, and everything is in it.
    if (held === 0 || size >= goal || size < goal - held) return;
    await sleep(POLL_MS);
  }
}

async function askOrNot(ask: AskRedis, command: readonly string[]): Promise<unknown> {
  try {
    return await ask(command);
  } catch (error) {
    // Managed servers rename or forbid these; what they say is then not known.
    if (/^(NOPERM|ERR)/.test(messageOf(error))) return undefined;
    throw error;
  }
}

async function readInfo(ask: AskRedis, section: string): Promise<ReadonlyMap<string, string>> {
  const answer = await askOrNot(ask, ['INFO', section]);
  const lines = typeof answer === 'string' ? answer.matchAll(/^(\w+):(.*)$/gm) : [];
  return new Map(Array.from(lines, ([, name = '', value = '']) => [name, value]));
}
