import { quote, VERSION_HEADER } from '@verstamp/core';
import { expectThat, type Finding } from './audit.ts';
import { listHas, formatHeader, type Reply } from './ask.ts';
import type { AuditedServer } from './audited-server.ts';

/** Expects that a reply is not a refusal. */
export function expectPass({ refusal }: Reply): Finding {
  return expectThat(!refusal, `Expected no refusal, got ${refusal?.code}: ${quote(refusal?.detail, 100)}.`);
}

/** Expects the server's version in the header. */
export function expectVersion(
  { headers }: Reply,
  { advertised, isOwnVersion }: Pick<AuditedServer, 'advertised' | 'isOwnVersion'>,
): Finding {
  return expectThat(
    isOwnVersion(headers.get(VERSION_HEADER) ?? ''),
    `Expected ${VERSION_HEADER}: ${advertised}, got ${formatHeader(headers, VERSION_HEADER)}.`,
  );
}

/** Expects `Vary`, without which a shared cache hands one client's answer to another. */
export function expectVary({ headers }: Reply): Finding {
  return expectThat(
    listHas(headers, 'Vary', VERSION_HEADER),
    `Expected Vary: ${VERSION_HEADER}, got ${formatHeader(headers, 'Vary')}.`,
  );
}

/** Expects that no cache keeps a reply. */
export function expectNoStore({ headers }: Reply): Finding {
  return expectThat(
    /\bno-store\b/i.test(headers.get('Cache-Control') ?? ''),
    `Expected Cache-Control: no-store, got ${formatHeader(headers, 'Cache-Control')}.`,
  );
}

/** Expects that no cache keeps a reply, nor takes the answer to another client for it. */
export function expectPrivate(reply: Reply): Finding {
  const kept = expectNoStore(reply);
  return kept.kind === 'holds' ? expectVary(reply) : kept;
}
