import { ruleSyntax } from './problems/rule.ts';

/** Tells whether a value is an object that gives values by name: not a list, a map or a date. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  // By its tag: what comes from another realm has another prototype.
  return Object.prototype.toString.call(value) === '[object Object]';
}

/**
 * Checks that an object has known fields only: an unknown one, passed over, would allow what it was to forbid.
 *
 * @param what - What the object is to be, as in `table`.
 * @throws VerstampError `RULE_SYNTAX` if it is not an object, or has another field.
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
