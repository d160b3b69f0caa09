import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** Says that a text is not a stamp. */
export function stampSyntax(details: {
  readonly text: unknown;
}): VerstampError<'STAMP_SYNTAX', { readonly text: unknown }> {
  return new VerstampError(
    'STAMP_SYNTAX',
    `Not a stamp: ${quote(details.text)}. Expected NAME@MAJOR.MINOR.PATCH.REVISION and optional fields, as in ` +
      '"shop-web@1.4.3.417;t=2026-11-21T02:00:00Z". Build the file again with the plugin, or write the text with formatStamp.',
    details,
  );
}
