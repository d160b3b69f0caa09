import {
  CLOSE_CODE,
  MISMATCH_TYPE,
  VERSION_HEADER,
  readRefusal,
  readVersionDocument,
  type Refusal,
  type VersionDocument,
} from '@verstamp/core';

/** What was learned about the server: the text of its version, its version document, or its refusal. */
export type Sighting =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'document'; readonly document: VersionDocument }
  | { readonly kind: 'refusal'; readonly refusal: Refusal };

interface Carrier {
  readonly headers?: { get?: (name: string) => string | null };
  readonly get?: (name: string) => string | null;
  readonly code?: unknown;
  readonly reason?: unknown;
}

/**
 * Reads what anything says about the server's version: a version text, a response or its headers, a decoded
 * version document, a decoded problem body, a WebSocket close event. `undefined` where it says nothing.
 */
export function safeReadSighting(value: unknown): Sighting | undefined {
  if (typeof value === 'string') return { kind: 'version', version: value };
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    return readObject(value);
  } catch {
    // An object whose properties throw says nothing either.
    return undefined;
  }
}

function readObject(value: object): Sighting | undefined {
  const refusal = readClose(value) ?? readRefusal(value);
  if (refusal) return { kind: 'refusal', refusal };
  const header = readHeader(value);
  if (header) return { kind: 'version', version: header };
  const document = readVersionDocument(value);
  return document && { kind: 'document', document };
}

/** Reads the refusal in a WebSocket close event; `undefined` where it was closed for another reason. */
export function readClose({ code, reason }: Carrier): Refusal | undefined {
  return code === CLOSE_CODE ? readRefusal({ type: MISMATCH_TYPE, detail: reason }) : undefined;
}

function readHeader(value: Carrier): string | null | undefined {
  const headers = value.headers ?? value;
  return typeof headers.get === 'function' ? headers.get(VERSION_HEADER) : undefined;
}
