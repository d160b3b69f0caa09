import { existsSync, readFileSync } from 'node:fs';
import type { Setting } from './resolve-registry.ts';

/** Credentials that are shown to a registry. */
export interface Credentials {
  /** The value of the Authorization header; never shown. */
  readonly authorization: string | undefined;
  /** What is shown while connecting. */
  readonly certificate?: ClientCertificate | undefined;
}

/** No credentials at all. */
export const NO_CREDENTIALS: Credentials = { authorization: undefined, certificate: undefined };

/** A client's certificate and its key, as PEM texts; never shown. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * Finds the credentials for a registry as npm does: those that are set for its address, or for the next above it. A
 * variable that is not set, which npm leaves as it was written, counts as missing.
 */
export function findCredentials(registry: string, setting: Setting): Credentials {
  const set: Setting = (name) => {
    const value = setting(name);
    return value?.includes('${') ? undefined : value;
  };
  for (const place of listPlaces(registry)) {
    const authorization = findAuthorization(place, set);
    const certificate = findCertificate(place, set);
    if (authorization !== undefined || certificate) return { authorization, certificate };
  }
  return NO_CREDENTIALS;
}

/** Either what is behind a slash or the slash itself is dropped, since lines stand with and without it. */
function listPlaces(registry: string): readonly string[] {
  if (!URL.canParse(registry)) return [];
  const { host, pathname } = new URL(registry);
  const places: string[] = [];
  let place = `//${host}${pathname}`;
  for (; place.length > '//'.length; place = place.replace(/([^/]+|\/)$/, '')) places.push(place);
  return places;
}

function findAuthorization(place: string, setting: Setting): string | undefined {
  const token = setting(`${place}:_authToken`);
  if (token !== undefined) return `Bearer ${token}`;
  const auth = setting(`${place}:_auth`);
  if (auth !== undefined) return `Basic ${auth}`;
  const [username, password] = [setting(`${place}:username`), setting(`${place}:_password`)];
  if (username === undefined || password === undefined) return undefined;
  const plain = Buffer.from(password, 'base64').toString('utf8');
  return `Basic ${Buffer.from(`${username}:${plain}`, 'utf8').toString('base64')}`;
}

function findCertificate(place: string, setting: Setting): ClientCertificate | undefined {
  const [cert, key] = [setting(`${place}:certfile`), setting(`${place}:keyfile`)].map((file) =>
    file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : undefined,
  );
  return cert && key ? { cert, key } : undefined;
}
