import { isObject, parseObject } from '../json.ts';
import type { PackageManager } from './manager.ts';

/** Finds the range of a package that a range such as `catalog:` stands for; any other range stays. */
export type ResolveCatalog = (name: string, range: unknown) => unknown;

/** The file, beside the root's package.json, that holds the ranges which packages of a workspace share. */
export const CATALOG_FILES: Readonly<Partial<Record<PackageManager, string>>> = {
  pnpm: 'pnpm-workspace.yaml',
  yarn: '.yarnrc.yml',
  bun: 'package.json',
};

/** Reads the catalogs that such a file holds, as one commit has it. */
export async function readCatalogs(file: Buffer | undefined): Promise<ResolveCatalog> {
  const settings = file ? (parseObject(file) ?? (await parseYaml(file))) : {};
  // bun has them in one of two places.
  const { catalog, catalogs } = isObject(settings['workspaces'])
    ? { ...settings, ...settings['workspaces'] }
    : settings;
  const byName = { default: catalog, ...(isObject(catalogs) ? catalogs : {}) };
  return (name, range) => {
    const key = typeof range === 'string' ? /^catalog:(.*)$/.exec(range)?.[1]?.trim() : undefined;
    const ranges = key === undefined ? undefined : new Map(Object.entries(byName)).get(key || 'default');
    return isObject(ranges) ? (ranges[name] ?? range) : range;
  };
}

/** What cannot be read holds no catalog, so that it never counts as the same as another. */
async function parseYaml(file: Buffer): Promise<Readonly<Record<string, unknown>>> {
  const { load } = await import('js-yaml');
  try {
    const settings = load(file.toString('utf8').replace(/^\uFEFF/, ''));
    return isObject(settings) ? settings : {};
  } catch {
    return {};
  }
}
