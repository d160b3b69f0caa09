// Each function fills in what an option leaves open; a version that cannot be read throws `GATE_OPTION`.
import type { Version } from '@verstamp/core';
import { gateOption } from '@verstamp/core/problems';
import type { Notation } from '../notation.ts';
import type { GateOptions, UnreadableAction, UnreadablePolicy } from './options.ts';
import type { UnreadableReason } from '../reading.ts';

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
  const notation = format ? ` or in the format ${format.template}` : '';
  return readOption(option, text, { read, expected: `a version as in "1.4.3.417"${notation}` });
}

/** Resolves the versions that always have a line in the census. */
export function resolveKnown(known: readonly string[] = [], read: Notation['read']): readonly Version[] {
  return known.map((text) =>
    readOption('census.known', text, { read, expected: 'versions as clients send them' }),
  );
}

function readOption(
  option: string,
  value: unknown,
  { read, expected }: Pick<Notation, 'read'> & { readonly expected: string },
): Version {
  const version = typeof value === 'string' ? read(value) : undefined;
  if (!version) throw gateOption({ option, value, expected });
  return version;
}

/** Resolves what happens to clients whose version cannot be read. */
export function resolveUnreadable(
  policy: UnreadableAction | UnreadablePolicy = {},
): Readonly<Record<UnreadableReason, UnreadableAction>> {
  const {
    missing = 'allow',
    repeated = 'allow',
    malformed = 'allow',
  } = typeof policy === 'string' ? { missing: policy, repeated: policy, malformed: policy } : policy;
  return { missing, repeated, malformed };
}
