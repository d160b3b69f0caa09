import { isObject, parseObject } from '../json.ts';
import type { DistTags } from '../policy/dist-tag.ts';
import type { Answer, Unclear } from './answer.ts';

/** Interprets the answer to `GET /NAME` as to dist-tags; a package that is not there has none. */
export function interpretDistTags({ status, body }: Answer, name: string): DistTags | Unclear {
  if (status === 404) return new Map();
  const document = status === 200 ? parseObject(body) : undefined;
  const known = document?.['name'] === name && isObject(document['dist-tags']);
  if (!known) return { kind: 'unclear', reason: 'its answer names no dist-tags.' };
  return readDistTags(document);
}

/** Reads the dist-tags of a packument; empty if it has none. */
export function readDistTags(packument: Readonly<Record<string, unknown>>): DistTags {
  const tags = packument['dist-tags'];
  const named = Object.entries(isObject(tags) ? tags : {}).flatMap(([tag, version]) =>
    typeof version === 'string' ? [[tag, version] as const] : [],
  );
  return new Map(named);
}
