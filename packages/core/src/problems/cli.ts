import { VerstampError } from '../error.ts';

/** Says that the command line was not used as its help says. */
export function cliUsage(details: {
  readonly reason: string;
  readonly usage: string;
}): VerstampError<'CLI_USAGE', { readonly reason: string; readonly usage: string }> {
  return new VerstampError(
    'CLI_USAGE',
    `${details.reason} Expected: ${details.usage}. Run it with --help to see every option.`,
    details,
  );
}
