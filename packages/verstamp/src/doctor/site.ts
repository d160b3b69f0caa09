import type { AuditReport } from '@verstamp/server/audits';
import { readVersionDocument, type VerstampError } from '@verstamp/core';
import { parseJson } from '../edit/json.ts';

/** What came back from a site. */
export interface SiteReply {
  /** What was asked for, without a query. */
  readonly asked: string;
  /** Where it came from in the end, without a query. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  /** Cut. */
  readonly body: Buffer;
}

/** A live site or server, as it answered. */
export interface SiteFacts {
  /** As it was asked for, without a query. */
  readonly url: string;
  /** The origin that it was asked as if from. */
  readonly origin: string;
  /** Whether that origin was named by who asks, so that it has to be allowed. */
  readonly isOriginNamed: boolean;
  readonly page: SiteReply;
  readonly document: SiteReply;
  /** What a client that can hardly fit gets. */
  readonly stranger: SiteReply;
  /** The report of the conformance suite, if the server checks versions. */
  readonly audit: AuditReport | VerstampError | undefined;
}

/** Tells whether a reply is a version document. */
export function isDocument({ status, body }: SiteReply): boolean {
  return status === 200 && readVersionDocument(parseJson(body.toString())) !== undefined;
}
