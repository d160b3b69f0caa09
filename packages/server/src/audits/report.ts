import { VerstampError } from '@verstamp/core';
import { reasonOf } from '@verstamp/core/problems';
import type { Audit, Finding } from './audit.ts';
import { documentAudits } from './document.ts';
import { originAudits } from './origins.ts';
import { passAudits } from './pass.ts';
import { refusalContentAudits } from './refusal-content.ts';
import { refusedClientAudits } from './refused-clients.ts';
import { inspectServer } from './audited-server.ts';
import type { AuditOptions } from './options.ts';
import { unreadableAudits } from './unreadable.ts';

/** Every audit, in the order in which they run. */
export const audits: readonly Audit[] = [
  ...documentAudits,
  ...passAudits,
  ...refusedClientAudits,
  ...refusalContentAudits,
  ...originAudits,
  ...unreadableAudits,
];

/** The result of one audit. */
export interface AuditResult {
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD';
  readonly title: string;
  /** `unknown` if the server gave no answer to this one. */
  readonly outcome: Finding['kind'];
  /** What was expected and what came; `''` if it holds. */
  readonly reason: string;
}

/** The results of all audits of a server. */
export interface AuditReport {
  readonly url: string;
  /** The application; `undefined` if there is no version document. */
  readonly name: string | undefined;
  /** The server's version in the usual notation. */
  readonly server: string;
  /** The table that the server was held to, in its compact form. */
  readonly rule: string;
  /** Whether it conforms: `holds` if each MUST holds, `unknown` if one is not known and none fails. */
  readonly outcome: 'holds' | 'fails' | 'unknown';
  readonly results: readonly AuditResult[];
}

/**
 * Audits a live server, whatever it is written in: asks it, one request after the other, with GET, HEAD and OPTIONS
 * only, as clients that fit and clients that do not.
 *
 * @param url - A resource behind the check; its status does not matter.
 * @throws VerstampError `SERVER_UNREACHABLE` if no answer comes, `SERVER_SILENT` if it names no version,
 *   `RULE_SYNTAX` for a text that is not a rule.
 * @example (await auditServer('https://api.example/orders')).outcome // 'holds'
 */
export async function auditServer(url: string | URL, options: AuditOptions = {}): Promise<AuditReport> {
  const server = await inspectServer(new URL(url), options);
  const results: AuditResult[] = [];
  for (const audit of audits) {
    const { id, level, title } = audit;
    const finding = await audit.check(server).catch((error: unknown) => toFinding(error));
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
    url: server.url.origin + server.url.pathname,
    name: server.document?.name,
    server: server.version,
    rule: server.rule.table,
    outcome: worst ?? 'holds',
    results,
  };
}

/** Makes a server's silence in one audit an unknown finding; any other error is ours, and goes on. */
function toFinding(error: unknown): Finding {
  if (error instanceof VerstampError && error.code === 'SERVER_UNREACHABLE') {
    return { kind: 'unknown', reason: `The server gave no answer (${reasonOf(error.cause)}).` };
  }
  throw error;
}
