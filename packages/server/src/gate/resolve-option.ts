// Each function checks an option of the gate and fills in its default, or throws `GATE_OPTION`.
import type { Version } from '@verstamp/core';
import { gateOption } from '@verstamp/core/problems';
import type { Notation } from '../notation.ts';
import type { GateOptions, UnreadableAction, UnreadablePolicy } from './options.ts';
import type { UnreadableReason } from './outcome.ts';

/** Resolves the application's name. */
export function resolveName(name: string | undefined): string {
  return name || fail('name', name, 'the name of the application');
}

/** Resolves the application's version; `undefined` if only the API's is known. */
export function resolveApplication(options: GateOptions, read: Notation['read']): Version | undefined {
  const { api, version } = options;
  return version === undefined && api !== undefined ? undefined : readOwn('version', options, read);
}

/** Resolves the version on the wire: the API's, or else the application's. */
export function resolveServed(options: GateOptions, read: Notation['read']): Version {
  return readOwn(options.api === undefined ? 'version' : 'api', options, read);
}

function readOwn(
  option: 'version' | 'api',
  { [option]: text, format }: GateOptions,
  read: Notation['read'],
): Version {
  const expected = `a version as in "1.4.3.417"${format ? ` or in the format ${format.template}` : ''}`;
  return (text === undefined ? undefined : read(text)) ?? fail(option, text, expected);
}

/** Resolves the HTTP status of a refusal. */
export function resolveStatus(status = 400): number {
  return Number.isInteger(status) && status >= 400 && status < 600
    ? status
    : fail('status', status, 'a whole number from 400 to 599');
}

/** Resolves how many versions have a line in the census. */
export function resolveSize(size = 512): number {
  return Number.isInteger(size) && size > 0 && size <= 10_000
    ? size
    : fail('census.size', size, 'a whole number from 1 to 10000');
}

/** Resolves the versions that always have a line in the census. */
export function resolveKnown(known: readonly string[] = [], read: Notation['read']): readonly Version[] {
  return known.map((text) => read(text) ?? fail('census.known', text, 'versions as clients send them'));
}

/** Resolves the path of the version document. */
export function resolveDocument(path: string | false = '/version.json'): string | false {
  return path === false || /^\/[^?#\s]*$/.test(path)
    ? path
    : fail('document', path, 'a path that begins with "/", or false');
}

/** Resolves what happens to clients whose version cannot be read. */
export function resolveUnreadable(
  policy: UnreadableAction | UnreadablePolicy = {},
): Readonly<Record<UnreadableReason, UnreadableAction>> {
  const chosen: UnreadablePolicy =
    typeof policy === 'string' ? { missing: policy, repeated: policy, malformed: policy } : policy;
  const resolve = (reason: UnreadableReason): UnreadableAction => {
    const action = chosen[reason] ?? 'allow';
    return action === 'allow' || action === 'refuse'
      ? action
      : fail('unreadable', action, '"allow" or "refuse"');
  };
  return { missing: resolve('missing'), repeated: resolve('repeated'), malformed: resolve('malformed') };
}

function fail(option: string, value: unknown, expected: string): never {
  throw gateOption({ option, value, expected });
}
