import { parseStamp, type ParsedStamp } from '@verstamp/core';

/** The stamp of a build. */
export const stamp: ParsedStamp = parseStamp('shop-web@1.4.3.417;t=2026-11-21T02:00:00Z');
