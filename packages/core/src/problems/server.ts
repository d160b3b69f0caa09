import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** Says that an option of the server's gate cannot be used. */
export function gateOption(details: {
  readonly option: string;
  readonly value: unknown;
  readonly expected: string;
}): VerstampError<
  'GATE_OPTION',
  { readonly option: string; readonly value: unknown; readonly expected: string }
> {
  return new VerstampError(
    'GATE_OPTION',
    `The gate's option ${quote(details.option)} cannot be used: ${quote(details.value)}. ` +
      `Expected ${details.expected}. Correct the options given to createGate.`,
    details,
  );
}
