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
    const end = stdout.indexOf(10, at);
    const size = /^[\da-f]+ blob (\d+)$/.exec(stdout.toString('latin1', at, end))?.[1];
    at = end + 1;
    if (size === undefined) continue;
    texts.set(oid, stdout.toString('utf8', at, at + Number(size)));
    at += Number(size) + 1;
  }
  return texts;
}
