import { isObject } from '../json.ts';
import type { DistTags } from '../policy/dist-tag.ts';

/** Reads the dist-tags of a packument; empty if it has none. */
export function readDistTags(packument: Readonly<Record<string, unknown>>): DistTags {
  const tags = packument['dist-tags'];
  const named = Object.entries(isObject(tags) ? tags : {}).flatMap(([tag, version]) =>
    typeof version === 'string' ? [[tag, version] as const] : [],
  );
  return new Map(named);
}
