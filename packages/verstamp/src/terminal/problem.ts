import type { VerstampError } from '@verstamp/core';
import type { Invocation } from '../command.ts';
import { errorPageOf } from './error-page.ts';

type Problem = Pick<VerstampError, 'code' | 'message'>;

/** A problem as plain data: JSON.stringify leaves out what an error says. */
export interface DescribedProblem extends Problem {
  /** The address of the page that explains it. */
  readonly page: string;
}

/** Describes a problem for machines. */
export function describeProblem({ code, message }: Problem): DescribedProblem {
  return { code, message, page: errorPageOf(code) };
}

/** Formats a problem for people. */
export function formatProblem(
  { code, message }: Problem,
  paint: Invocation['paint'],
): readonly [text: string, page: string] {
  return [`${paint('bad', code)} ${message}`, paint('quiet', `  ${errorPageOf(code)}`)];
}
