import type { AuditReport } from '@verstamp/server/audits';
import type { VerstampError } from '@verstamp/core';
import type { Reply } from '../targets/reply.ts';

/** A version that hardly any client has: a server that checks versions has something to say to it. */
export const STRANGER = '0.0.0';

/** A live site or server, as it answered. */
export interface SiteFacts {
  /** As it was asked for, without a query. */
  readonly url: string;
  /** The origin that it was asked as if from. */
  readonly origin: string;
  /** Whether the user named that origin, so that the server has to allow it. */
  readonly isOriginNamed: boolean;
  readonly page: Reply;
  readonly document: Reply;
  /** What a client of the version {@link STRANGER} gets. */
  readonly stranger: Reply;
  /** What a client of the server's own version gets; the page, unless versions are checked. */
  readonly fitting: Reply;
  /** The report of the conformance suite, if the server checks versions. */
  readonly audit: AuditReport | VerstampError | undefined;
}
