import { ruleSyntax } from './problems/rule.ts';

/** Tells whether a value is an object that gives values by name: no list, no map, no date. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  // By its tag: what comes from another realm has another prototype.
  return Object.prototype.toString.call(value) === '[object Object]';
}

/**
 * Takes what is given by name: a name that nobody knows would be passed over, and what it was to forbid be allowed.
 *
 * @param what - What it is to be, as in `table`.
 * @throws VerstampError `RULE_SYNTAX` where it is anything else, or has another name.
 */
export function checkFields<Name extends string>(
  value: unknown,
  known: readonly Name[],
  what: string,
): Readonly<Partial<Record<Name, unknown>>> {
  if (!isRecord(value)) throw ruleSyntax({ value, reason: `is no ${what}` });
  for (const name of Object.keys(value)) {
    if (!known.some((each) => each === name))
      throw ruleSyntax({ value: name, reason: `is none of ${known.join(', ')}` });
  }
  return value as Readonly<Partial<Record<Name, unknown>>>;
}
