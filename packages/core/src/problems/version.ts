import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** The value is not a version. */
export type VersionProblem = VerstampError<'VERSION_SYNTAX', { readonly value: unknown }>;

/** Says that a value is not a version. */
export function versionSyntax(details: { readonly value: unknown }): VersionProblem {
  return new VerstampError(
    'VERSION_SYNTAX',
    `Not a version: ${quote(details.value)}. Expected major.minor.patch, optionally .revision and -prerelease, ` +
      'as in "1.4.3", "1.4.3.417" or "2.0.0-rc.1", without "v", blanks or leading zeros. Correct the text.',
    details,
  );
}

/** Says that a version format's template cannot be used. */
export function formatTemplate(details: {
  readonly template: string;
  readonly reason: string;
}): VerstampError<'FORMAT_TEMPLATE', { readonly template: string; readonly reason: string }> {
  return new VerstampError(
    'FORMAT_TEMPLATE',
    `Not a version format: ${quote(details.template)}: ${details.reason}. Expected {major}, {minor}, {patch} and ` +
      '{revision}, each at most once and none directly behind another, with an optional width as in {revision:3}.',
    details,
  );
}

/** Says that a text does not follow a version format. */
export function formatMismatch(details: {
  readonly text: unknown;
  readonly template: string;
}): VerstampError<'FORMAT_MISMATCH', { readonly text: unknown; readonly template: string }> {
  return new VerstampError(
    'FORMAT_MISMATCH',
    `${quote(details.text)} does not follow the format ${quote(details.template)}. ` +
      'Check which notation the other side uses, or define the format it does use.',
    details,
  );
}

/** Says that a version cannot be written in a version format. */
export function formatOverflow(details: {
  readonly version: string;
  readonly template: string;
  readonly part: string;
}): VerstampError<
  'FORMAT_OVERFLOW',
  { readonly version: string; readonly template: string; readonly part: string }
> {
  return new VerstampError(
    'FORMAT_OVERFLOW',
    `Version ${details.version} cannot be written as ${quote(details.template)}: its ${details.part} does not fit. ` +
      'Widen that part in the template, or use a format that has it.',
    details,
  );
}
