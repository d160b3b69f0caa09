import { readInstant } from './instant.ts';
import { readText } from './read.ts';
import { isDates, type Limits } from './rule.ts';
import { isTable } from './table.ts';

/** What an application advertises: the version document, `version.json` (docs/wire.md#the-version-document). */
export interface VersionDocument extends Limits {
  /** The application; documents that bear another name are ignored. */
  readonly name: string;
  readonly version: string;
  readonly time?: string;
  readonly commit?: string;
  /** The table that clients should follow, in its compact form. */
  readonly rule?: string;
}

/**
 * Reads a version document from decoded JSON; `undefined` if it is anything else. A rule or limit that cannot be read
 * makes the whole document unreadable, since half a rule is another rule.
 */
export function readVersionDocument(body: unknown): VersionDocument | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = body as Readonly<Record<string, unknown>>;
  const { name, version, time, commit } = fields;
  if (typeof name !== 'string' || name === '' || name.length > 214 || !readText(version)) return undefined;
  const document: Record<string, unknown> = { name, version };
  if (readInstant(time) !== undefined) document['time'] = time;
  if (typeof commit === 'string' && /^[\da-f]{7,64}$/.test(commit)) document['commit'] = commit;
  for (const [key, isReadable] of LIMITS) {
    if (fields[key] === undefined) continue;
    if (!isReadable(fields[key])) return undefined;
    document[key] = fields[key];
  }
  return document as unknown as VersionDocument;
}

const LIMITS = [
  ['rule', isTable],
  ['min', readText],
  ['max', readText],
  ['deprecated', isDates],
  ['until', isDates],
] as const;
