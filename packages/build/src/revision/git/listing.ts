import { ledgerNewer } from '@verstamp/core/problems';

/** The format of what stands under `refs/verstamp/v1/`. */
const FORMAT = 1;

/** Whoever begins a newer format makes such a ref first, so that no older verstamp counts from the beginning again. */
export const FORMATS = 'refs/verstamp/v*/format';

/**
 * Reads what `git ls-remote` lists of a ledger: object ids by ref.
 *
 * @throws VerstampError `LEDGER_NEWER` if a newer verstamp has begun another format.
 */
export function parseListing(remote: string, listed: string): ReadonlyMap<string, string> {
  const newest = findNewest(listed);
  if (newest > FORMAT) throw ledgerNewer({ ledger: remote, format: newest, known: FORMAT });
  return parseRefs(listed);
}

function findNewest(listed: string): number {
  const formats = listed.matchAll(/\trefs\/verstamp\/v(\d+)\/format$/gm);
  return Math.max(FORMAT, ...Array.from(formats, ([, format]) => Number(format)));
}

function parseRefs(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').map((line) => /^([\da-f]{40,64})\t(refs\/verstamp\/\S+)$/.exec(line));
  return new Map(lines.flatMap((match) => (match?.[1] && match[2] ? [[match[2], match[1]]] : [])));
}
