import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';
import { reasonOf } from './text.ts';

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

/** Says that a server under audit gave no answer. */
export function serverUnreachable(
  details: { readonly url: string },
  options: ErrorOptions = {},
): VerstampError<'SERVER_UNREACHABLE', { readonly url: string }> {
  const reason = options.cause === undefined ? '' : ` (${reasonOf(options.cause)})`;
  return new VerstampError(
    'SERVER_UNREACHABLE',
    `The server at ${quote(details.url, 200)} gave no answer${reason}. Expected one to GET within the time allowed. ` +
      'Check the URL, and that the server can be reached from here.',
    details,
    options,
  );
}

/** A server that names no version. */
export interface SilentServer {
  readonly url: string;
  /** Where it leads instead of an answer. */
  readonly location?: string | undefined;
  /** What keeps its version document from being read, if it has one: a sentence. */
  readonly fault?: string | undefined;
}

/** Says that a server under audit names no version. */
export function serverSilent(details: SilentServer): VerstampError<'SERVER_SILENT', SilentServer> {
  const { url, location, fault } = details;
  const spoilt = fault ? `What it serves as its document cannot be read. ${fault} ` : '';
  const fix =
    location === undefined
      ? `${fault ? 'Correct it, or name' : 'Name'} the path of its document, and the notation of its versions where that is not ` +
        'the usual one.'
      : `It leads to ${quote(location, 200)}: ask there, or ${fault ? 'correct its document' : 'name the path of its document'}.`;
  return new VerstampError(
    'SERVER_SILENT',
    `The server at ${quote(url, 200)} names no version. Expected a version document, or the header ` +
      `API-Version on a response to a request without one. ${spoilt}${fix}`,
    details,
  );
}
