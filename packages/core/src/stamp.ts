import { readInstant } from './instant.ts';
import { stampSyntax } from './problems/stamp.ts';
import { readVersion } from './read.ts';

/** What a build says about itself. */
export interface Stamp {
  /** The package or application that was built. */
  readonly name: string;
  /** Its version in four parts, as in `1.4.3.417`. */
  readonly version: string;
  /** When it was built, ISO 8601 in UTC. */
  readonly time: string;
  /** The commit it was built from, as lowercase hex digits. */
  readonly commit?: string;
  /** Whether the work tree held changes that the commit does not. */
  readonly dirty?: boolean;
  /** Which revision source gave the revision: `clock`, `file`, `git`, … */
  readonly source: string;
}

/** What a stamp's text holds: all but name and version may be left out. */
export type ParsedStamp = Pick<Stamp, 'name' | 'version'> & Partial<Stamp>;

/** The longest stamp text that is looked at, in UTF-16 code units. */
export const MAX_STAMP_LENGTH = 1024;

/**
 * Writes a stamp as text (docs/wire.md#stamps), for pages and for back ends in any language:
 * `NAME@VERSION` followed by any of `;t=TIME` `;c=COMMIT` `;d=1` `;s=SOURCE`.
 *
 * @example 'shop-web@1.4.3.417;t=2026-11-21T02:00:00Z;c=1a2b3c4d5e6f'
 */
export function formatStamp(stamp: ParsedStamp): string {
  const { name, version, time, commit, dirty, source } = stamp;
  const fields = [
    time !== undefined && `t=${encode(time)}`,
    commit !== undefined && `c=${encode(commit)}`,
    dirty && 'd=1',
    source !== undefined && `s=${encode(source)}`,
  ];
  return [`${encode(name)}@${version}`, ...fields.filter(Boolean)].join(';');
}

/**
 * Reads a stamp's text. Unknown fields are skipped, so that later ones can be added.
 *
 * @throws VerstampError `STAMP_SYNTAX` if the text is not a stamp.
 */
export function parseStamp(text: string): ParsedStamp {
  const stamp = safeParseStamp(text);
  if (!stamp) throw stampSyntax({ text });
  return stamp;
}

/** Reads a stamp's text; `undefined` if it is not one. */
export function safeParseStamp(text: unknown): ParsedStamp | undefined {
  if (typeof text !== 'string' || text.length > MAX_STAMP_LENGTH) return undefined;
  const [head = '', ...fields] = text.split(';');
  const at = head.lastIndexOf('@');
  const name = decode(head.slice(0, Math.max(at, 0)));
  const version = head.slice(at + 1);
  if (!name || readVersion(version)?.revision === undefined) return undefined;
  const values = new Map<string, string>();
  for (const field of fields) {
    const value = decode(field.slice(2));
    if (field[1] !== '=' || value === undefined || values.has(field.charAt(0))) return undefined;
    values.set(field.charAt(0), value);
  }
  return assemble(name, version, values);
}

function assemble(
  name: string,
  version: string,
  values: ReadonlyMap<string, string>,
): ParsedStamp | undefined {
  const time = values.get('t');
  const commit = values.get('c');
  const dirty = values.get('d');
  const source = values.get('s');
  if (time !== undefined && readInstant(time) === undefined) return undefined;
  if (commit !== undefined && !/^[\da-f]{7,64}$/.test(commit)) return undefined;
  if (dirty !== undefined && dirty !== '1') return undefined;
  if (source !== undefined && !/^[a-z][\w+.-]{0,31}$/i.test(source)) return undefined;
  return {
    name,
    version,
    ...(time === undefined ? {} : { time }),
    ...(commit === undefined ? {} : { commit }),
    ...(dirty === undefined ? {} : { dirty: true }),
    ...(source === undefined ? {} : { source }),
  };
}

/** Encodes what would end a field, a tag, a script or a line; `@scope/name` and times stay as they are. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed())
    .replace(/%(40|2F|3A)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(value: string): string | undefined {
  if (!/^(?:[\w.~@/:+-]|%[\dA-F]{2})*$/i.test(value)) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
