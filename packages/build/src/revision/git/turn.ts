import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../../failure.ts';
import { readText } from '../../read-text.ts';

/** Whose turn it is among processes that ask one remote; nothing but speed depends on it. */
export interface Turn {
  /** Names who has the turn, differently each time that it is taken. */
  holder(): string | undefined;
  /** Takes the turn; `undefined` if another process has it. */
  enter(): Release | undefined;
  /** Says that this process waits, and waits for a moment. */
  wait(): Promise<void>;
  /** Says that this process waits no longer. */
  leave(): void;
  /** How many processes wait. */
  countWaiting(): number;
}

/** Gives the turn back. */
export type Release = () => void;

/** Longer than any push: after it a process counts as gone, even where that cannot be seen. */
const STALE_MS = 15_000;

/** About half of a push: processes that look more often slow it down. */
const WAIT_MS = 40;

/** Opens the turn that stands in a folder. */
export function openTurn(folder: string): Turn {
  const lock = join(folder, 'turn');
  const waiting = join(folder, 'waiting');
  const own = join(waiting, randomUUID());
  let isWaiting = false;
  return {
    holder() {
      const found = statSync(lock, { throwIfNoEntry: false });
      return found && `${found.ino} ${found.mtimeMs}`;
    },
    enter() {
      removeStale(lock);
      if (!create(lock)) return undefined;
      return () => rmSync(lock, { force: true });
    },
    async wait() {
      if (!isWaiting) {
        mkdirSync(waiting, { recursive: true });
        isWaiting = create(own);
      }
      await sleep(WAIT_MS * (0.5 + Math.random()));
    },
    leave() {
      if (isWaiting) rmSync(own, { force: true });
      isWaiting = false;
    },
    countWaiting() {
      const names = existsSync(waiting) ? readdirSync(waiting) : [];
      return names.filter((name) => !removeStale(join(waiting, name))).length;
    },
  };
}

/** Creates a file that names this process; `false` if it is there already. */
function create(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  }
}

/** Removes the file of a process that is gone. In another container one may seem so: then two push at once. */
function removeStale(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return true;
  const isStale = Math.abs(Date.now() - found.mtimeMs) > STALE_MS || isGone(readText(path));
  if (isStale) rmSync(path, { force: true });
  return isStale;
}

function isGone(owner: string): boolean {
  const id = Number(owner);
  // An empty file is one that is just being written.
  if (!(id > 0)) return false;
  try {
    process.kill(id, 0);
    return false;
  } catch (cause) {
    return codeOf(cause) === 'ESRCH';
  }
}
