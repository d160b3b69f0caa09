import type { Subject } from '../source.ts';

/** Issues a block of revisions, and returns the first. */
export type IssueBlock = (subject: Subject, count: number) => Promise<number>;

interface Asker {
  readonly resolve: (revision: number) => void;
  readonly reject: (reason: unknown) => void;
}

/** Creates a function that issues single numbers out of blocks: those who ask while a block is under way share the next one. */
export function createBatches(issue: IssueBlock): (subject: Subject) => Promise<number> {
  const waiting = new Map<string, Asker[]>();
  const serve = (subject: Subject, askers: Asker[]): void => {
    const batch = askers.splice(0);
    const end = (answer: (asker: Asker, index: number) => void): void => {
      batch.forEach(answer);
      if (askers.length > 0) serve(subject, askers);
      else waiting.delete(subject.name);
    };
    issue(subject, batch.length).then(
      (first) => end(({ resolve }, index) => resolve(first + index)),
      (error: unknown) => end(({ reject }) => reject(error)),
    );
  };
  return (subject) =>
    new Promise((resolve, reject) => {
      const askers = waiting.get(subject.name);
      if (askers) {
        askers.push({ resolve, reject });
        return;
      }
      const first = [{ resolve, reject }];
      waiting.set(subject.name, first);
      // Those who ask in the same moment share the first block already.
      queueMicrotask(() => serve(subject, first));
    });
}
