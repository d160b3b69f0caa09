import { quote } from '@verstamp/core';

/** As npm has it for names that were taken before it became stricter. */
const NAME = /^(?:@[\w.~!'()*-]+\/(?!\.)|(?![._-]))[\w.~!'()*-]{1,214}$/;

/**
 * Finds why nothing can be published under a name; `undefined` if it can. Such a name would reach registries, git and
 * terminals as it is, where it may mean something else.
 */
export function findNameProblem(name: string): string | undefined {
  if (NAME.test(name)) return undefined;
  return `its name is ${quote(name, 214)}, which no registry takes. Write one as in "cart" or "@shop/cart".`;
}
