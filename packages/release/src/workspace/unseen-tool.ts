import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Package, Packages, Tool } from '@manypkg/get-packages';
import { readManifest } from './manifest.ts';

/**
 * Creates what the library is to find in a folder where by itself it would find something else.
 *
 * @param type - As the library calls such workspaces; `root` for a single package.
 * @throws VerstampError `WORKSPACE_INVALID` if a package.json is not a JSON object.
 */
export function createUnseenTool(type: string, root: string, folders: readonly string[]): Tool {
  const packages = folders.map((folder) => readMember(root, folder));
  const find = (): Packages => {
    const own = existsSync(join(root, 'package.json')) ? { rootPackage: readMember(root, root) } : {};
    return { tool, packages, ...own, rootDir: root };
  };
  const tool: Tool = {
    type,
    isMonorepoRoot: async (folder) => folder === root,
    isMonorepoRootSync: (folder) => folder === root,
    getPackages: async () => find(),
    getPackagesSync: find,
  };
  return tool;
}

function readMember(root: string, folder: string): Package {
  const manifest = readManifest(folder);
  // The library does not check what it reads either; names and versions are looked at where they are needed.
  return {
    dir: folder,
    relativeDir: relative(root, folder) || '.',
    packageJson: manifest as unknown as Package['packageJson'],
  };
}
