import { randomUUID } from 'node:crypto';
import { checkRevision, type Subject } from '../source.ts';
import { formatLines, parseBlocks, type Block } from './lines.ts';
import { persist } from './persist.ts';
import { revisionRef } from './refs.ts';
import type { GitRemote } from './remote.ts';

/** A block of numbers that is asked for. */
export interface IssueRequest {
  readonly subject: Subject;
  readonly count: number;
  readonly start: number;
}

/** How many blocks a name remembers: a process whose answer was lost looks for its block among these. */
const REMEMBERED = 64;

/** Issues a block, and returns its first number. */
export async function issueBlock(
  remote: GitRemote,
  { subject, count, start }: IssueRequest,
): Promise<number> {
  checkRevision(count - 1, 'count');
  const { name } = subject;
  const ref = revisionRef(subject);
  const nonce = randomUUID();
  return persist(remote, async () => {
    const value = (await remote.read(ref)).get(ref);
    const blocks = parseBlocks(ref, value);
    const answered = blocks.find((block) => block.nonce === nonce);
    if (answered) return { result: answered.first };
    const first = Math.max(start, (blocks[0]?.last ?? 0) + 1);
    const block: Block = { name, first, last: checkRevision(first + (count - 1), 'git'), nonce };
    const [to] = await remote.store([formatLines([block, ...blocks.slice(0, REMEMBERED - 1)])]);
    return { changes: [{ ref, from: value?.oid, to }], result: first };
  });
}
