// The library has no types of its own that compile here; packages that import this one from source must see ours.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="../npmcli.d.ts" />
import { quote } from '@verstamp/core';
import { isObject, parseManifest } from '../workspace/manifest.ts';
import type { Connection, RegistryTarget } from '../registry/settings.ts';
import type { TarballFiles } from '../tarball/tarball.ts';

/** What is sent, and where. */
export interface Upload {
  /** The packed package.json. */
  readonly files: TarballFiles;
  readonly bytes: Buffer;
  readonly target: RegistryTarget;
  readonly connection: Connection;
  readonly access: 'public' | 'restricted' | undefined;
  readonly distTag: string;
  /** The commit that it is made from. */
  readonly commit: string | undefined;
  readonly otp: string | undefined;
  readonly provenance: boolean;
  readonly timeoutMs: number;
  /** Ends the upload when the release is no longer ours. */
  readonly signal: AbortSignal;
}

/** What came back; none of it is believed, only what can be read afterwards. */
export type UploadAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  | {
      readonly kind: 'lost';
      readonly reason: string;
      /** Whether the connection broke, as kept-alive ones do; otherwise nothing came for too long. */
      readonly isBroken: boolean;
    };

const BROKEN: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const MAX_README = 64 * 1024;

/** Sends a packed package to its registry as npm does, with exactly the given bytes. */
export async function sendPackage(upload: Upload): Promise<UploadAnswer> {
  const { files, bytes, target, access, distTag, otp, provenance } = upload;
  const { publish } = await import('libnpmpublish');
  const manifest = {
    ...parseManifest(read(files, 'package.json')),
    ...describe(files),
    gitHead: upload.commit,
  };
  try {
    await publish(manifest, bytes, {
      ...connect(upload.connection),
      registry: target.registry,
      forceAuth: toForcedAuth(target.authorization),
      access: access ?? null,
      defaultTag: distTag,
      provenance: provenance || undefined,
      otp,
      timeout: upload.timeoutMs,
      fetchRetries: 0,
      signal: upload.signal,
    });
    return { kind: 'accepted' };
  } catch (error) {
    return interpret(error, target.authorization);
  }
}

function connect({ proxy, noProxy, ca, cert, key, strictSsl }: Connection): object {
  return { proxy, noProxy, ca, cert, key, strictSSL: strictSsl };
}

function toForcedAuth(authorization: string | undefined): object {
  const [scheme, value] = authorization?.split(' ') ?? [];
  return scheme === 'Bearer' ? { token: value } : { _auth: value };
}

function describe(files: TarballFiles): object {
  const names = [...files.keys()].filter((path) => /^readme(\.(md|markdown|txt))?$/i.test(path));
  const name = names.find((path) => /\.md$/i.test(path)) ?? names[0];
  if (name === undefined) return {};
  return { readmeFilename: name, readme: read(files, name).toString('utf8').slice(0, MAX_README) };
}

function read(files: TarballFiles, path: string): Buffer {
  return files.get(path)?.bytes ?? Buffer.alloc(0);
}

function interpret(error: unknown, authorization: string | undefined): UploadAnswer {
  const { statusCode, code, body } = isObject(error) || error instanceof Error ? (error as Failure) : {};
  if (typeof statusCode !== 'number') {
    const reason = `the connection failed (${quote(code ?? 'no code', 40)}).`;
    return { kind: 'lost', reason, isBroken: typeof code === 'string' && BROKEN.has(code) };
  }
  const said = isObject(body) ? (body['error'] ?? body['message']) : undefined;
  const reason =
    typeof said === 'string' ? `it says ${quote(redact(said, authorization), 200)}.` : hint(statusCode);
  return { kind: 'refused', status: statusCode, reason };
}

interface Failure {
  readonly statusCode?: unknown;
  readonly code?: unknown;
  readonly body?: unknown;
}

function hint(status: number): string {
  if (status === 401) return 'it wants a login, or a one-time password (--otp).';
  if (status === 403)
    return 'it does not let this account publish the package, or the version was there before.';
  return 'it refused the upload.';
}

/** A registry may echo what it was sent. */
function redact(text: string, authorization: string | undefined): string {
  const [, secret = ''] = authorization?.split(' ') ?? [];
  const password = Buffer.from(secret, 'base64').toString('utf8').split(':').slice(1).join(':');
  const secrets = [secret, password].filter((value) => value.length > 2);
  const plain = secrets.reduce((shown, value) => shown.replaceAll(value, '***'), text);
  return plain.replace(/\bnpm_[A-Za-z\d]{8,}/g, 'npm_***');
}
