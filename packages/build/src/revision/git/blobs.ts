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
    const size = /^[\da-f]+ blob (\d+)\n$/.exec(stdout.toString('latin1', at, from))?.[1];
    at = from + Number(size ?? -1) + 1;
    // It was stopped: nothing is known of what it did not say.
    if (from === 0 || at > stdout.length) break;
    if (size !== undefined) texts.set(oid, stdout.toString('utf8', from, at - 1));
  }
  return texts;
}
