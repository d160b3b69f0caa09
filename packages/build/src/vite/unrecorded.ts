/**
 * The folders that builds of this process are about to write to, and have not recorded yet: the output around one may be
 * looked at before a record tells it apart.
 */
export const unrecorded: Set<string> = new Set();
