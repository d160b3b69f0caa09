import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceInvalid } from '@verstamp/core/problems';
import { parseJson } from '../json.ts';
import type { Doubt, JsonFile } from './facts.ts';

/** What was found under some names. */
export interface JsonReading {
  /** `undefined` if no file could be read. */
  readonly json: JsonFile | undefined;
  readonly doubts: readonly Doubt[];
}

/** Reads the first of some JSON files that is there; one that cannot be read is a doubt. */
export async function readJsonFile(root: string, names: readonly string[]): Promise<JsonReading> {
  const doubts: Doubt[] = [];
  for (const file of names) {
    const text = await readFile(join(root, file), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const body = parseJson(text);
    if (body) return { json: { file, body }, doubts };
    doubts.push({ place: file, problem: workspaceInvalid({ path: file, reason: 'it is no JSON object.' }) });
  }
  return { json: undefined, doubts };
}
