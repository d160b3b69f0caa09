import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { quote } from '@verstamp/core';
import { planInvalid, tarballChanged } from '@verstamp/core/problems';
import { isObject, parseObject } from '../json.ts';
import { keyOf, type PackageVersion } from '../package-version.ts';
import { isIntact } from '../tarball/integrity.ts';

/** A package that a plan publishes, with the tarball that would go out. */
export interface PlannedRelease extends PackageVersion {
  /** The tarball's path, absolute. */
  readonly tarball: string;
  /** What its bytes must match. */
  readonly integrity: string;
}

/** One digest that cannot be forged; Changesets writes a sha256. */
const STRONG = /^sha(?:256|384|512)-[A-Za-z\d+/]{43,86}={0,2}$/;

/**
 * Reads the folder that `changeset pack --out-dir` of Changesets 3 writes; entries that only
 * tag are left out.
 *
 * @param packages - The workspace's packages, which the plan must speak of.
 * @throws VerstampError `PLAN_INVALID` if it is anything else.
 */
export async function readPackFolder(
  folder: string,
  packages: readonly PackageVersion[],
): Promise<readonly PlannedRelease[]> {
  const path = join(folder, 'publish-plan.json');
  const fail = (reason: string) => planInvalid({ path, reason });
  const bytes = await readFile(path).catch(() => {
    throw fail('it cannot be read.');
  });
  const document = parseObject(bytes);
  if (document?.['version'] !== 1 || !Array.isArray(document['plan']))
    throw fail('it is no plan of version 1.');
  const entries: readonly unknown[] = document['plan'].flat();
  return entries.flatMap((entry) => {
    if (!isObject(entry)) throw fail('it holds an entry that is no object.');
    if (entry['kind'] === 'tag-only') return [];
    const release = readRelease(entry, folder);
    if (!release) throw fail('it holds an entry without a tarball inside the folder.');
    const flaw = findFlaw(release, packages);
    if (flaw !== undefined) throw fail(flaw);
    return [release];
  });
}

/** Finds why a release must not be planned; `undefined` if it may. */
function findFlaw(
  { name, version, integrity }: PlannedRelease,
  packages: readonly PackageVersion[],
): string | undefined {
  if (!STRONG.test(integrity)) {
    return 'it holds an entry that is promised by no single sha256 or longer: other bytes could pass for it.';
  }
  // A key is clear only of a name that is one: `@shop/cart@1.0.0` is also the version `shop/cart@1.0.0` of ''.
  const isHeld = packages.some((pkg) => pkg.name === name && pkg.version === version);
  return isHeld
    ? undefined
    : `it plans ${quote(keyOf({ name, version }), 214)}, which the workspace does not hold.`;
}

/**
 * Reads a planned tarball, and checks that it still is what was packed.
 *
 * @throws VerstampError `TARBALL_CHANGED` if it is gone or has other bytes.
 */
export async function readPlannedTarball({ tarball, integrity }: PlannedRelease): Promise<Buffer> {
  const bytes = await readFile(tarball).catch(() => {
    throw tarballChanged({ tarball, reason: 'it cannot be read.' });
  });
  if (await isIntact(bytes, integrity)) return bytes;
  throw tarballChanged({ tarball, reason: 'its bytes are not those that the plan was made with.' });
}

function readRelease(entry: Readonly<Record<string, unknown>>, folder: string): PlannedRelease | undefined {
  const { kind, name, version, tarball } = entry;
  const { path, integrity } = isObject(tarball) ? tarball : {};
  if (kind !== 'publish' || typeof name !== 'string' || typeof version !== 'string') return undefined;
  if (typeof path !== 'string' || typeof integrity !== 'string') return undefined;
  const target = resolve(folder, path);
  const inside = relative(folder, target);
  if (inside.startsWith('..') || isAbsolute(inside)) return undefined;
  return { name, version, tarball: target, integrity };
}
