import type { Publishing } from '../../policy/publishing.ts';
import type { Connection } from '../../registry/settings/connection.ts';
import type { RegistryTarget } from '../../registry/settings/settings.ts';
import { interpretUpload, type UploadAnswer } from './answer.ts';
import type { Metadata } from './metadata.ts';

/** A package that is sent, and where to. */
export interface Upload extends Publishing {
  /** What the registry is told of it. */
  readonly metadata: Metadata;
  readonly bytes: Buffer;
  readonly target: RegistryTarget;
  readonly connection: Connection;
  readonly distTag: string;
  readonly otp: string | undefined;
  readonly timeoutMs: number;
  /** Ends the upload when the claim is no longer ours. */
  readonly signal: AbortSignal;
}

/** Sends a packed package to its registry as npm does, with exactly the given bytes. */
export async function sendPackage(upload: Upload): Promise<UploadAnswer> {
  const { metadata, bytes, target, access, distTag, otp, provenance } = upload;
  const { publish } = await import('libnpmpublish');
  try {
    await publish(metadata, bytes, {
      ...connect({ ...upload.connection, ...target.certificate }),
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
    return interpretUpload(error, target.authorization);
  }
}

function connect({ proxy, noProxy, ca, cert, key, strictSsl }: Connection): object {
  return { proxy, noProxy, ca, cert, key, strictSSL: strictSsl };
}

function toForcedAuth(authorization: string | undefined): object {
  const [scheme, value] = authorization?.split(' ') ?? [];
  return scheme === 'Bearer' ? { token: value } : { _auth: value };
}
