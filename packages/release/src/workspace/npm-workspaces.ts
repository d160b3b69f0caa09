import { listLinked } from './linked.ts';
import { listPatterns, readManifest } from './manifest.ts';
import { listMembers } from './unlocked.ts';

/**
 * Lists the folders of the workspaces that npm knows: those that `workspaces` of the root's package.json names, by links, too.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if a package.json is not a JSON object.
 */
export async function listNpmWorkspaces(root: string): Promise<ReadonlySet<string>> {
  const patterns = listPatterns(readManifest(root)['workspaces']);
  const folders = await listMembers(root, patterns);
  const linked = await listLinked(root, { patterns, folders });
  return new Set([...folders, ...linked.map(({ folder }) => folder)]);
}
