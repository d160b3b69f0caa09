import { quote, readVersionDocument } from '@verstamp/core';
import type { Reply } from './ask.ts';

/** A field as it may be, for each that makes a document unreadable. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  name: 'shop',
  version: '2.1.0',
  rule: 'xx------',
  min: '1.4.0',
  max: '2.4.0',
  deprecated: { 1: '2026-11-21' },
  until: { 1: '2027-01-31' },
};

/** Says what was expected of the reply from a path that bears no version document, and what came. */
export function describeFault({ status, json }: Pick<Reply, 'status' | 'json'>, path: string): string {
  const fields = isObject(json) ? json : undefined;
  if (status !== 200 || !fields) {
    const got = status === 200 ? 'status 200 without a JSON object' : `status ${status}`;
    return `Expected status 200 and { name, version } as JSON at ${path}, got ${got}.`;
  }
  const name = Object.keys(EXAMPLES).find((one) => !isReadable(one, fields[one])) ?? '';
  const example = JSON.stringify(EXAMPLES[name]);
  const orNone = name === 'name' || name === 'version' ? '' : ' or none';
  return `Expected the field ${name} as in ${example}${orNone}, got ${describeValue(name, fields[name])}.`;
}

/** Names the entry that is wrong, if there are several. */
function describeValue(name: string, value: unknown): string {
  const entries = isObject(value) ? Object.entries(value) : [];
  const wrong = entries.find(([major, date]) => !isReadable(name, { [major]: date }));
  if (wrong) return `${quote(wrong[0])}: ${quote(wrong[1])}`;
  return value === undefined ? 'none' : quote(value);
}

function isReadable(name: string, value: unknown): boolean {
  const { name: ours, version } = EXAMPLES;
  return readVersionDocument({ name: ours, version, [name]: value }) !== undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
