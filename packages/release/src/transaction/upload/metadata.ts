import { quote } from '@verstamp/core';
import { publishImpossible } from '@verstamp/core/problems';
import type { PackageVersion } from '../../package-version.ts';
import { extractTarball } from '../../tarball/extract.ts';
import { withTemporaryFolder } from '../../temporary-folder.ts';

/** What a packed package is described with. */
export interface DescribeOptions extends PackageVersion {
  /** The commit that it is made from. */
  readonly commit: string | undefined;
  readonly say: (line: string) => void;
}

/** What a registry is told of a package. */
export type Metadata = Readonly<Record<string, unknown>>;

/**
 * Returns what a registry is told of a packed package, which installers go by: its package.json as npm's own code completes
 * it, as with the commands of `directories.bin`, and its readme. Or returns why npm would not publish it.
 *
 * A field `tag` is left out: npm's own code would take it for the dist-tag, before the one that was guarded.
 */
export async function describePackage(
  packed: Buffer,
  { name, version, commit, say }: DescribeOptions,
): Promise<Metadata | ReturnType<typeof publishImpossible>> {
  return withTemporaryFolder({ purpose: 'metadata', say }, async (folder) => {
    await extractTarball(packed, folder);
    try {
      const { tag: _tag, ...manifest } = await complete(folder);
      return { ...manifest, ...(commit === undefined ? {} : { gitHead: commit }) };
    } catch (error) {
      if (!(error instanceof Error) || 'syscall' in error) throw error;
      return publishImpossible({ name, version, reason: `npm says ${quote(error.message, 200)}.` });
    }
  });
}

async function complete(folder: string): Promise<Metadata> {
  const { default: PackageJson } = await import('@npmcli/package-json');
  // The commit is known, and the folder may lie in a repository that has nothing to do with it.
  const steps = PackageJson.prepareSteps.filter((step) => step !== 'gitHead');
  return (await PackageJson.prepare(folder, { steps })).content;
}
