import { VerstampError } from '@verstamp/core';
import type { Audit, Finding } from './audit.ts';
import { documentAudits } from './document.ts';
import { passAudits } from './pass.ts';
import { refusalAudits } from './refusal-content.ts';
import { refuseAudits } from './refused-clients.ts';
import { findTarget, type AuditOptions } from './audited-server.ts';
import { unreadableAudits } from './unreadable.ts';

/** Every audit, in the order in which they run. */
export const audits: readonly Audit[] = [
  ...documentAudits,
  ...passAudits,
  ...refuseAudits,
  ...refusalAudits,
  ...unreadableAudits,
];

/** What one audit came to. */
export interface AuditResult {
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD';
  readonly title: string;
  /** `unknown` where the server gave no answer to this one. */
  readonly outcome: Finding['kind'];
  /** What was expected and what came; `''` where it holds. */
  readonly reason: string;
}

/** What an audit of a server came to. */
export interface AuditReport {
  readonly url: string;
  /** The application; `undefined` where there is no version document. */
  readonly name: string | undefined;
  /** The server's version in the usual notation. */
  readonly server: string;
  /** The table that the server was held to, in its compact form. */
  readonly rule: string;
  /** Whether it conforms: `holds` where each MUST holds, `unknown` where one is not known and none fails. */
  readonly outcome: 'holds' | 'fails' | 'unknown';
  readonly results: readonly AuditResult[];
}

/**
 * Audits a live server, whatever it is written in: asks it, one request after the other, with GET, HEAD and OPTIONS
 * only, as clients that fit and clients that do not.
 *
 * @param url - A resource behind the check; its status does not matter.
 * @throws VerstampError `SERVER_UNREACHABLE` where no answer comes, `SERVER_SILENT` where it names no version,
 *   `RULE_SYNTAX` for a rule that is none.
 * @example (await auditServer('https://api.example/orders')).outcome // 'holds'
 */
export async function auditServer(url: string | URL, options: AuditOptions = {}): Promise<AuditReport> {
  const target = await findTarget(new URL(url), options);
  const results: AuditResult[] = [];
  for (const audit of audits) {
    const { id, level, title } = audit;
    const finding = await audit.check(target).catch((error: unknown) => silent(error));
    results.push({
      id,
      level,
      title,
      outcome: finding.kind,
      reason: finding.kind === 'holds' ? '' : finding.reason,
    });
  }
  const musts = results.filter(({ level }) => level === 'MUST');
  const worst = (['fails', 'unknown'] as const).find((kind) => musts.some(({ outcome }) => outcome === kind));
  return {
    url: target.url.origin + target.url.pathname,
    name: target.document?.name,
    server: target.server,
    rule: target.rule.table,
    outcome: worst ?? 'holds',
    results,
  };
}

/** A fault of ours goes on; silence of the server in one audit leaves that one unknown. */
function silent(error: unknown): Finding {
  if (error instanceof VerstampError && error.code === 'SERVER_UNREACHABLE') {
    return { kind: 'unknown', reason: 'The server gave no answer.' };
  }
  throw error;
}
