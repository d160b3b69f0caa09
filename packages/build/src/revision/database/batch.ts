import type { Subject } from '../source.ts';

/** Issues a block of revisions, and gives the first. */
export type IssueBlock = (subject: Subject, count: number) => Promise<number>;

interface Asker {
  readonly resolve: (revision: number) => void;
  readonly reject: (reason: unknown) => void;
}

/** Makes single numbers out of blocks: those who ask while a block is under way share the next one. */
export function createBatches(issue: IssueBlock): (subject: Subject) => Promise<number> {
  const waiting = new Map<string, Asker[]>();
  const serve = async (subject: Subject, askers: Asker[]): Promise<void> => {
    // Those who ask in the same moment share the first block already.
    await Promise.resolve();
    while (askers.length > 0) {
      const batch = askers.splice(0);
      try {
        const first = await issue(subject, batch.length);
        for (const [index, { resolve }] of batch.entries()) resolve(first + index);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    waiting.delete(subject.name);
  };
  return async (subject) =>
    new Promise((resolve, reject) => {
      const askers = waiting.get(subject.name);
      if (askers) {
        askers.push({ resolve, reject });
        return;
      }
      const first = [{ resolve, reject }];
      waiting.set(subject.name, first);
      void serve(subject, first);
    });
}
