import type { FileChange } from '@verstamp/core/problems';
import type { FileContent, PackageContent } from './content.ts';

/** The result of comparing what is published with what would be. */
export type Comparison =
  | { readonly kind: 'same'; readonly digest: string }
  | {
      readonly kind: 'different';
      readonly published: string;
      readonly local: string;
      /** Every file that differs, sorted by path. */
      readonly files: readonly FileChange[];
    };

/** The very bytes that are published, so that what is in them need not be read. */
export interface SameBytes {
  readonly kind: 'bytes';
  /** `sha512-…` of both. */
  readonly integrity: string;
}

/** Compares two contents and names every file that differs. */
export function compareContents(published: PackageContent, local: PackageContent): Comparison {
  if (published.digest === local.digest) return { kind: 'same', digest: local.digest };
  const paths = [...new Set([...published.files.keys(), ...local.files.keys()])].toSorted();
  const files = paths.flatMap((path) => {
    const before = published.files.get(path);
    const after = local.files.get(path);
    return isSame(before, after) ? [] : [{ path, published: describe(before), local: describe(after) }];
  });
  return { kind: 'different', published: published.digest, local: local.digest, files };
}

function isSame(a: FileContent | undefined, b: FileContent | undefined): boolean {
  return a?.digest === b?.digest && a?.size === b?.size && a?.executable === b?.executable;
}

function describe(file: FileContent | undefined): string | undefined {
  return file && (file.executable ? `${file.digest}+x` : file.digest);
}
