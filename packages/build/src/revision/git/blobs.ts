import { runGit, type GitPlace } from './run.ts';

/** Reads objects of the clone, in the same order; `undefined` for one that it does not have. */
export async function readBlobs(
  place: GitPlace,
  oids: readonly string[],
): Promise<readonly (string | undefined)[]> {
  if (oids.length === 0) return [];
  const { stdout } = await runGit(place, ['cat-file', '--batch'], `${oids.join('\n')}\n`);
  let at = 0;
  return oids.map(() => {
    const end = stdout.indexOf(10, at);
    const size = /^[\da-f]+ blob (\d+)$/.exec(stdout.toString('latin1', at, end))?.[1];
    at = end + 1;
    if (size === undefined) return undefined;
    const text = stdout.toString('utf8', at, at + Number(size));
    at += Number(size) + 1;
    return text;
  });
}
