import { showPath } from './show-path.ts';

/** What stands in a checkout for a file that Git LFS was not told to fetch. */
const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v\d+\n(?:ext-.+\n)*oid sha256:[\da-f]{64}\nsize \d+\n$/;

/** Lists what of a package Git LFS was not told to fetch: a pointer would go out in place of each such file. */
export function findPointers(bytes: ReadonlyMap<string, Buffer>): readonly string[] {
  return [...bytes]
    .filter(([, file]) => file.length < 1024 && POINTER.test(file.toString('utf8')))
    .map(([path]) => `${showPath(path)} is not there: Git LFS left a pointer to it. Run "git lfs pull".`);
}
