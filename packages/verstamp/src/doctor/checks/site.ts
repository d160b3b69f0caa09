import { verdict, VerstampError } from '@verstamp/core';
import {
  cspBlocks,
  documentCached,
  documentFallback,
  documentMissing,
  serverNonconforming,
  serverSilent,
  targetUnreadable,
} from '@verstamp/core/problems';
import { inspectFiles } from '@verstamp/release';
import type { AuditReport, AuditResult } from '@verstamp/server/audits';
import type { Facts } from '../facts.ts';
import { addFix, type Finding } from '../finding.ts';
import { isDocument, isSpoiltDocument } from '../../targets/document.ts';
import type { Reply } from '../../targets/reply.ts';
import { STRANGER, type SiteFacts } from '../site.ts';
import { findConflicts } from './conflicts.ts';
import { checkCors, isRefused } from './cors.ts';
import { findBlocking, listMetaPolicies } from './csp.ts';

/** Finds what keeps the clients of a live site from learning its version. */
export function checkSite({ site }: Facts): readonly Finding[] {
  if (!site) return [];
  return [
    ...checkPage(site),
    ...checkDocument(site),
    ...checkStamps(site),
    ...checkPolicy(site),
    ...checkCors(site),
    ...checkWire(site),
  ];
}

/** A server that has nothing to show at this address may be an API; one that fails says nothing of itself. */
function checkPage({ url, page: { status } }: SiteFacts): readonly Finding[] {
  if (status < 500) return [];
  const problem = targetUnreadable({ target: url, reason: `it answered status ${status}.` });
  return [{ severity: 'unknown', place: url, problem: addFix(problem) }];
}

function checkDocument(site: SiteFacts): readonly Finding[] {
  const { asked: url, status, headers, body } = site.document;
  if (isDocument(site.document)) {
    const cacheControl = headers.get('Cache-Control') ?? undefined;
    if (/\bno-(?:cache|store)\b/i.test(cacheControl ?? '')) return [];
    return [{ severity: 'error', place: url, problem: documentCached({ url, cacheControl }) }];
  }
  if (status === 200 && /^\s*</.test(body.toString('utf8', 0, 1000))) {
    return [{ severity: 'error', place: url, problem: documentFallback({ url }) }];
  }
  // A server may say its version in headers alone.
  if (site.audit) return [];
  return listStamps(site).length > 0
    ? [{ severity: 'warning', place: url, problem: documentMissing({ url, status }) }]
    : [{ severity: 'unknown', place: site.url, problem: addFix(serverSilent({ url: site.url })) }];
}

function checkStamps(site: SiteFacts): readonly Finding[] {
  const { page, document } = site;
  if (!isDocument(document)) return [];
  const files = new Map([
    [page.url, page.body],
    [document.url, document.body],
  ]);
  return findConflicts(site.url, inspectFiles(files));
}

function checkPolicy({ url, page, document }: SiteFacts): readonly Finding[] {
  if (!isPage(page)) return [];
  const header = page.headers.get('Content-Security-Policy');
  const policies = [...(header === null ? [] : [header]), ...listMetaPolicies(page.body)];
  const directive = findBlocking(policies, new URL(page.url), new URL(document.url));
  if (directive === undefined) return [];
  return [{ severity: 'error', place: url, problem: cspBlocks({ url, document: document.url, directive }) }];
}

/** The document and CORS have checks of their own. */
const OWN = /^document|-cors$/;

function checkWire(site: SiteFacts): readonly Finding[] {
  const { url, audit } = site;
  if (audit === undefined) return [];
  if (audit instanceof VerstampError) return [{ severity: 'unknown', place: url, problem: addFix(audit) }];
  const isOpen = refusesNobody(site, audit);
  const isSpoilt = isSpoiltDocument(site.document);
  const failures = audit.results.filter(
    ({ id, level, outcome }) =>
      level === 'MUST' &&
      outcome === 'fails' &&
      (!OWN.test(id) || (isSpoilt && id === 'document')) &&
      !(isOpen && /^(?:refuse|discard)/.test(id)),
  );
  if (failures.length === 0) return [];
  return [{ severity: 'error', place: url, problem: serverNonconforming({ url, failures }) }];
}

/**
 * Tells whether a server only advertises: those that its rule turns away get what all others get. One that refuses in
 * words of its own, or by the header alone, checks versions, and does so wrongly.
 */
function refusesNobody({ fitting, stranger }: SiteFacts, { server, rule, results }: AuditReport): boolean {
  if (isRefused(stranger) || stranger.status !== fitting.status) return false;
  // What is the status of every answer says nothing of a refusal.
  const asked = new Set(['refuse', 'refuse-query', ...(fitting.status < 400 ? ['refuse-status'] : [])]);
  const refusals = results.filter(({ id }) => asked.has(id));
  const areAll = (kind: AuditResult['outcome']): boolean => refusals.every(({ outcome }) => outcome === kind);
  // Under a rule that only discards, the stranger alone can tell.
  return areAll('fails') || (areAll('skipped') && verdict(STRANGER, server, rule) === 'discard');
}

function isPage({ headers }: Reply): boolean {
  return /^text\/html\b/i.test(headers.get('Content-Type') ?? '');
}

function listStamps({ page }: SiteFacts): readonly unknown[] {
  return inspectFiles(new Map([[page.url, page.body]])).sightings;
}
