import { displayVersion, parseVersion, readVersionDocument, type VersionDocument } from '@verstamp/core';

/**
 * A version document without revision, time and commit; `undefined` where it is none of this name, or where something
 * else stands in their place. All else in it is content.
 */
export function blankDocument(bytes: Buffer, name: string): Uint8Array | undefined {
  const body = readJson(bytes) as Partial<VersionDocument>;
  const document = readVersionDocument(body);
  if (document?.name !== name || document.time !== body.time || document.commit !== body.commit)
    return undefined;
  const version = displayVersion(parseVersion(document.version));
  return Buffer.from(JSON.stringify({ ...body, version, time: undefined, commit: undefined }));
}

/** An extension's manifest without its revision; `undefined` where it is none. */
export function blankExtension(bytes: Buffer): Uint8Array | undefined {
  const manifest = readJson(bytes);
  if (!isExtension(manifest)) return undefined;
  const version = manifest.version.replace(/^(\d+\.\d+\.\d+)\.\d+$/, '$1');
  return Buffer.from(JSON.stringify({ ...manifest, version }));
}

/** A browser extension's manifest, as far as it is looked at. */
export interface ExtensionManifest {
  readonly manifest_version: 2 | 3;
  readonly version: string;
}

/** Whether decoded JSON is a browser extension's manifest. */
export function isExtension(value: unknown): value is ExtensionManifest {
  if (typeof value !== 'object' || value === null) return false;
  const { manifest_version: kind, version } = value as Partial<ExtensionManifest>;
  return (kind === 2 || kind === 3) && typeof version === 'string';
}

/** Decodes JSON; `undefined` where it is none. */
export function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
