import type { GuardInvocation, GuardValues } from './invocation.ts';

/** What the guard is asked: about the workspace, about a branch, about a receipt, or to accept what is out there. */
export type GuardQuestion =
  | { readonly kind: 'workspace' | 'receipt' | 'adopt' }
  | { readonly kind: 'since'; readonly since: string };

/** The options that go with each question, beside the one that asks it. */
const OPTIONS: Readonly<Record<GuardQuestion['kind'], ReadonlyArray<keyof GuardValues>>> = {
  receipt: [],
  since: ['new'],
  adopt: ['reason', 'new', 'no-cache'],
  workspace: ['plan', 'tag', 'new', 'no-cache'],
};

/**
 * Finds out what the guard is asked.
 *
 * @throws VerstampError `CLI_USAGE` where something was typed that does not go with it.
 */
export function chooseQuestion({
  values,
  positionals,
  misuse,
}: Pick<GuardInvocation, 'values' | 'positionals' | 'misuse'>): GuardQuestion {
  const question = findQuestion(values);
  const { kind } = question;
  const fitting = new Set<string>([kind, ...OPTIONS[kind]]);
  const other = Object.entries(values).find(([name, value]) => isGiven(value) && !fitting.has(name));
  if (other) {
    const guard = kind === 'workspace' ? 'a guard of the workspace' : `--${kind}`;
    throw misuse(`--${other[0]} does not go with ${guard}.`);
  }
  if (positionals.length && kind !== 'adopt') throw misuse('The guard takes no arguments.');
  return question;
}

function findQuestion({ receipt, since, adopt }: GuardValues): GuardQuestion {
  if (receipt) return { kind: 'receipt' };
  if (since !== undefined) return { kind: 'since', since };
  return { kind: adopt ? 'adopt' : 'workspace' };
}

function isGiven(value: string | boolean | undefined): boolean {
  return value !== undefined && value !== false;
}
