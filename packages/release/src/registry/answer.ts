import { isObject, parseObject, safeParseJson, textOf } from '../json.ts';
import type { PackageVersion } from '../package-version.ts';
import type { DistTags } from '../policy/dist-tag.ts';
import { readDistTags } from './dist-tags.ts';

/** What a registry says of one version of a package. */
export type Published =
  | {
      readonly kind: 'absent';
      /** What the package's dist-tags name; empty if there is no package. */
      readonly tags: ReadonlyMap<string, string>;
    }
  /** Published once and taken away again. */
  | { readonly kind: 'removed' }
  | {
      readonly kind: 'present';
      /** Where the tarball lies. */
      readonly tarball: string;
      /** What its bytes must match, as in `sha512-…`. */
      readonly integrity: string;
      /** The commit that it was made from, as the publishing tool stated. */
      readonly commit?: string | undefined;
    };

/** What a registry says of a version that is there. */
export type Present = Published & { readonly kind: 'present' };

/** An answer as it came, with its body unread. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** Why an answer does not tell. */
export interface Unclear {
  readonly kind: 'unclear';
  readonly reason: string;
}

/** The packument is to be asked for, because the version document says nothing for certain. */
export interface Elsewhere {
  readonly kind: 'elsewhere';
}

/** Interprets the answer to `GET /NAME/VERSION`: only a sound document of this very version says it is there. */
export function interpretVersionDocument(
  { status, body }: Answer,
  wanted: PackageVersion,
): Published | Elsewhere | Unclear {
  // Some registries refuse this address, others answer 404 to it whatever is published.
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return { kind: 'elsewhere' };
  if (status !== 200) return unclear('it answered neither a document nor "not found".');
  const document = safeParseJson(body);
  if (!isObject(document)) return unclear('its answer is no JSON object.');
  return readPresent(document, wanted);
}

/** Interprets the answer to `GET /NAME`: a version is free only if a sound packument lacks it, or there is none. */
export function interpretPackument({ status, body }: Answer, wanted: PackageVersion): Published | Unclear {
  const document = safeParseJson(body);
  if (status === 404) return isSaid(document) ? { kind: 'absent', tags: new Map() } : unclear(UNSAID);
  if (status !== 200) return unclear('it answered neither a document nor "not found".');
  if (!isObject(document)) return unclear('its answer is no JSON object.');
  const { name, versions, time } = document;
  if (name !== wanted.name) return unclear('its answer is of another package.');
  if (isObject(versions) && Object.hasOwn(versions, wanted.version)) {
    const version = versions[wanted.version];
    return isObject(version) ? readPresent(version, wanted) : unclear('its answer lists no sound version.');
  }
  if (isObject(time) && wasRemoved(time, wanted.version)) return { kind: 'removed' };
  if (!isObject(versions)) return unclear('its answer lists no versions.');
  return { kind: 'absent', tags: readDistTags(document) };
}

/** Interprets the answer to `GET /NAME` as to dist-tags; a package that is not there has none. */
export function interpretDistTags({ status, body }: Answer, name: string): DistTags | Unclear {
  if (status === 404) return isSaid(safeParseJson(body)) ? new Map() : unclear(UNSAID);
  const document = status === 200 ? parseObject(body) : undefined;
  return document?.['name'] === name && isObject(document['dist-tags'])
    ? readDistTags(document)
    : unclear('its answer names no dist-tags.');
}

/** Tells whether "not found" is a registry's own: what stands between says it otherwise. */
function isSaid(document: unknown): boolean {
  return isObject(document) || typeof document === 'string';
}

const UNSAID = 'its "not found" is no JSON, so something between may have said it.';

function readPresent(
  document: Readonly<Record<string, unknown>>,
  wanted: PackageVersion,
): Published | Unclear {
  const { name, version, dist, gitHead } = document;
  if (name !== wanted.name || version !== wanted.version) return unclear('its answer is of another version.');
  const { tarball, integrity, shasum } = isObject(dist) ? dist : {};
  const checksum = textOf(integrity) ?? fromHex(shasum);
  if (typeof tarball !== 'string' || !URL.canParse(tarball) || checksum === undefined) {
    return unclear('its answer names no tarball with an integrity.');
  }
  const commit = typeof gitHead === 'string' && /^[\da-f]{40,64}$/.test(gitHead) ? gitHead : undefined;
  return { kind: 'present', tarball, integrity: checksum, ...(commit === undefined ? {} : { commit }) };
}

/** The registry keeps the time of a version that it no longer serves. */
function wasRemoved(time: Readonly<Record<string, unknown>>, version: string): boolean {
  const { unpublished } = time;
  if (Object.hasOwn(time, version)) return true;
  return (
    isObject(unpublished) &&
    Array.isArray(unpublished['versions']) &&
    unpublished['versions'].includes(version)
  );
}

function fromHex(shasum: unknown): string | undefined {
  return typeof shasum === 'string' && /^[\da-f]{40}$/.test(shasum)
    ? `sha1-${Buffer.from(shasum, 'hex').toString('base64')}`
    : undefined;
}

function unclear(reason: string): Unclear {
  return { kind: 'unclear', reason };
}
