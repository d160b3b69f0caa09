import { describe, expect, it, vi } from 'vitest';
import { createGate } from './gate.ts';
import { logToConsole, type LogEntry } from './log.ts';

function flood(): {
  readonly entries: LogEntry[];
  readonly send: (count: number, version: string) => void;
  pass: (ms: number) => void;
} {
  let now = 0;
  const entries: LogEntry[] = [];
  const gate = createGate({
    name: 'shop',
    version: '2.0.0',
    now: () => now,
    log: (entry) => entries.push(entry),
  });
  const send = (count: number, version: string) => {
    for (let index = 0; index < count; index++) gate.check({ method: 'GET', url: '/', version });
  };
  return { entries, send, pass: (ms) => void (now += ms) };
}

describe('the log', () => {
  it('takes twenty entries at once, then one a second, and says how many were left out', () => {
    const { entries, send, pass } = flood();
    send(500, '1.0.0');
    expect(entries).toHaveLength(20);
    pass(999);
    send(1, '1.0.0');
    expect(entries).toHaveLength(20);
    pass(1);
    send(10, '1.0.0');
    expect(entries).toHaveLength(21);
    expect(entries.at(-1)).toMatchObject({ kind: 'refuse', omitted: 481 });
    pass(3_600_000);
    send(30, '1.0.0');
    expect(entries).toHaveLength(41);
    expect(entries.slice(21).map(({ omitted }) => omitted)).toEqual([
      9,
      ...Array.from({ length: 19 }, () => 0),
    ]);
  });

  it('keeps one kind from crowding out another', () => {
    const { entries, send } = flood();
    send(500, '1.0.0');
    send(1, 'junk');
    expect(entries.at(-1)).toMatchObject({ kind: 'unreadable', omitted: 0 });
  });

  it('survives a clock that is set back', () => {
    const { entries, send, pass } = flood();
    send(20, '1.0.0');
    pass(-60_000);
    send(1, '1.0.0');
    pass(1000);
    send(1, '1.0.0');
    expect(entries).toHaveLength(21);
  });

  it('quotes what could not be read, cut and without control characters', () => {
    const { entries, send } = flood();
    send(1, `\u001b[2J${'x'.repeat(100_000)}`);
    expect(entries[0]?.message).toMatch(/Got "\\u001b\[2Jx{50,60}…"\.$/);
  });

  it('says nothing of clients that fit or name no version', () => {
    const { entries, send } = flood();
    send(1, '2.3.4');
    expect(entries).toEqual([]);
  });

  it('goes to the console unless it is told otherwise', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    createGate({ name: 'shop', version: '2.0.0' }).check({ method: 'GET', url: '/', version: '1.0.0' });
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      "verstamp: Client 1.0.0 is not compatible with server 2.0.0: the client's major is older. Update the client.",
    );
    logToConsole({ kind: 'refuse', message: 'No.', omitted: 3, decision: {} as LogEntry['decision'] });
    expect(warn).toHaveBeenLastCalledWith('verstamp: No. (3 more were not logged)');
  });
});
