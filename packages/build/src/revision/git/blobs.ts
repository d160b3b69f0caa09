import { runGit, type GitPlace } from './run.ts';

/** Reads objects of the clone by their ids, without those that it does not have. */
export async function readBlobs(
  place: GitPlace,
  oids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (oids.size === 0) return texts;
  const { stdout } = await runGit(place, ['cat-file', '--batch'], `${[...oids].join('\n')}\n`);
  let at = 0;
  for (const oid of oids) {
    const from = stdout.indexOf(10, at) + 1;
    const [, type, size] = /^[\da-f]+ (\w+) (\d+)\n$/.exec(stdout.toString('latin1', at, from)) ?? [];
    at = from + Number(size ?? -1) + 1;
    // It was stopped: nothing is known of what it did not say.
    if (from === 0 || at > stdout.length) break;
    if (type === 'blob') texts.set(oid, stdout.toString('utf8', from, at - 1));
  }
  return texts;
}
