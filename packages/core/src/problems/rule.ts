import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** Says that something is not a compatibility rule. */
export function ruleSyntax(details: {
  readonly value: unknown;
  readonly reason: string;
}): VerstampError<'RULE_SYNTAX', { readonly value: unknown; readonly reason: string }> {
  return new VerstampError(
    'RULE_SYNTAX',
    `Not a compatibility rule: ${quote(details.value)} ${details.reason}. Expected a table of eight characters out ` +
      'of "-wxd1…9" as in "xx------", or parts with allow, warn, refuse, discard or a distance from 1 to 9; ' +
      'min and max as versions; dates as "2027-01-31" or with an offset as in "2027-01-31T12:00:00Z". Correct the rule, or import one, such as sameMajor of @verstamp/core.',
    details,
  );
}
