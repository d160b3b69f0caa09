export { auditServer, audits } from './audits/report.ts';
export type { AuditReport, AuditResult } from './audits/report.ts';
export type { Audit, Finding } from './audits/audit.ts';
export type { AuditOptions, Fetch } from './audits/options.ts';
