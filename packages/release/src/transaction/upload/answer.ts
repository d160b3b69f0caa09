import { quote } from '@verstamp/core';
import { isObject } from '../../json.ts';

/** The answer to an upload; it proves nothing, only what can be read afterwards does. */
export type UploadAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  /** Not sent by npm's own code. */
  | {
      readonly kind: 'withheld';
      readonly reason: string;
      /** Whether the same would come of every further try. */
      readonly isLasting: boolean;
    }
  | {
      readonly kind: 'lost';
      readonly reason: string;
      /** Whether the connection broke, as kept-alive ones do; otherwise no answer came in time. */
      readonly isBroken: boolean;
    };

const BROKEN: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Codes of npm's own checks before it sends anything. */
const LASTING: ReadonlySet<string> = new Set(['EBADSEMVER', 'EPRIVATE', 'EUNSCOPED', 'EUSAGE']);

/** Codes of making provenance, which comes before the upload and has services of its own. */
const UNPROVEN = /^(CA|IDENTITY_TOKEN|TLOG|TSA|TUF)_/;

/** Interprets what `libnpmpublish` threw, without showing the credentials that were sent. */
export function interpretUpload(error: unknown, authorization: string | undefined): UploadAnswer {
  const { statusCode, code, body, message } =
    isObject(error) || error instanceof Error ? (error as Failure) : {};
  if (typeof code === 'string' && (LASTING.has(code) || UNPROVEN.test(code))) {
    const reason = `npm says ${quote(redact(String(message), authorization), 200)} (${quote(code, 40)}).`;
    return { kind: 'withheld', reason, isLasting: LASTING.has(code) };
  }
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
  readonly message?: unknown;
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
