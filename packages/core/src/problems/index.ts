export * from './all.ts';
export { askAgain } from './ask-again.ts';
export type { Mendable } from './mendable.ts';
export { outcomeOf } from './outcome.ts';
export type { ProblemOutcome } from './outcome.ts';
export { reasonOf } from './text.ts';
